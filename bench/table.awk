# Reads the lines of bench/calls.sh; prints medians, and the ratios of what was measured side by side.
# Fields: round, target, era, case, connections, calls, microseconds, p50, p99, p99.9, ticks, MiB allocated, KiB resident.
BEGIN { FS = "\t" }
{
  server = $2
  sub(/-all$/, "", server)
  # The peer has one era, and the proxy none.
  era = server == "peer" ? "legacy" : $3
  key = era "\t" $4 "\t" $5 "\t" server
  if (!(key in rounds)) {
    order[++keys] = key
  }
  n = ++rounds[key]
  rate[key, n] = $6 * 1000000 / $7
  p50[key, n] = $8 / 1000
  p99[key, n] = $9 / 1000
  p999[key, n] = $10 / 1000
  cpu[key, n] = $11 * 10000 / $6
  heap[key, n] = $12 * 1024 / $6
  rss[key, n] = $13 / 1024
}

function median(values, key, n,    i, j, t, sorted) {
  for (i = 1; i <= n; i++) {
    t = values[key, i]
    for (j = i - 1; j > 0 && sorted[j] > t; j--) {
      sorted[j + 1] = sorted[j]
    }
    sorted[j + 1] = t
  }
  return n % 2 ? sorted[(n + 1) / 2] : (sorted[n / 2] + sorted[n / 2 + 1]) / 2
}

# The median over the rounds of one's value divided by the other's of the same round.
function ratio(values, key, other,    i, n) {
  n = rounds[key] < rounds[other] ? rounds[key] : rounds[other]
  for (i = 1; i <= n; i++) {
    quotients["q", i] = values[key, i] / (values[other, i] > 0 ? values[other, i] : 1)
  }
  return median(quotients, "q", n)
}

END {
  print "| call | era | connections | server | calls/s | p50 ms | p99 ms | p99.9 ms | CPU µs/call | allocated KiB/call | RSS MiB |"
  print "| --- | --- | ---: | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |"
  for (k = 1; k <= keys; k++) {
    key = order[k]
    n = rounds[key]
    split(key, part, "\t")
    kib = median(heap, key, n)
    printf "| %s | %s | %d | %s | %.0f | %.2f | %.1f | %.1f | %.0f | %s | %.0f |\n", part[2], part[4] == "proxy" ? "" : part[1], part[3],
      part[4], median(rate, key, n), median(p50, key, n), median(p99, key, n), median(p999, key, n), median(cpu, key, n),
      (kib > 0 ? sprintf("%.1f", kib) : ""), median(rss, key, n)
  }

  for (k = 1; k <= keys; k++) {
    key = order[k]
    split(key, part, "\t")
    if (part[4] == "peer" || part[4] == "proxy") {
      continue
    }
    peer = "legacy\t" part[2] "\t" part[3] "\tpeer"
    proxy = "modern\t" part[2] "\t" part[3] "\tproxy"
    if (!(peer in rounds) && !(proxy in rounds)) {
      continue
    }
    if (!compared++) {
      print "\nThe same rounds pair by pair, as medians of the quotients:\n"
      print "| call | era | connections | server | calls/s : peer's | peer's CPU : its | calls/s : proxy's | its CPU : proxy's |"
      print "| --- | --- | ---: | --- | ---: | ---: | ---: | ---: |"
    }
    printf "| %s | %s | %d | %s | %s | %s | %s | %s |\n", part[2], part[1], part[3], part[4],
      (peer in rounds) ? sprintf("%.1f", ratio(rate, key, peer)) : "", (peer in rounds) ? sprintf("%.1f", ratio(cpu, peer, key)) : "",
      (proxy in rounds) ? sprintf("%.2f", ratio(rate, key, proxy)) : "", (proxy in rounds) ? sprintf("%.1f", ratio(cpu, key, proxy)) : ""
  }
}
