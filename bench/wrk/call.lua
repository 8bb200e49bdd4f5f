-- Sends one call again and again, each time as the next caller. Arguments after "--": file of the body, file of the headers
-- that all requests have, file of the callers (a line each, its headers separated by tabs), "check" or "measure", and what a good
-- answer holds. With "check" each answer is read and must be good; that costs this program time, so it is for the warm-up.
local threads = {}
-- The id in the body. It counts up, since no session may have the same one twice at once, and is always as long.
local FIRST_ID = "1000000000"

function setup(thread)
  table.insert(threads, thread)
end

local function read(name)
  local file = assert(io.open(name, "rb"))
  local text = file:read("*a")
  file:close()
  return text
end

local function put(headers, line)
  local name, value = line:match("^([^:]+): *(.*)$")
  headers[name] = value
end

function init(arguments)
  local body = read(arguments[1])
  local before, after = {}, {}
  for line in io.lines(arguments[3]) do
    local headers = {}
    for common in io.lines(arguments[2]) do
      put(headers, common)
    end
    for own in line:gmatch("[^\t]+") do
      put(headers, own)
    end
    local text = wrk.format("POST", nil, headers, body)
    local first, last = text:find(FIRST_ID, 1, true)
    table.insert(before, text:sub(1, first - 1))
    table.insert(after, text:sub(last + 1))
  end
  local turn, id = 0, tonumber(FIRST_ID)
  request = function()
    turn = turn % #before + 1
    id = id + 1
    return before[turn] .. id .. after[turn]
  end

  bad, sample = 0, ""
  if arguments[4] == "check" then
    response = function(status, headers, answer)
      if status ~= 200 or not answer:find(arguments[5], 1, true) or answer:find('"isError" *: *true') then
        bad = bad + 1
        sample = status .. " " .. answer:sub(1, 300)
      end
    end
  end
end

function done(summary, latency, requests)
  local bad, sample = 0, "-"
  for _, thread in ipairs(threads) do
    if thread:get("bad") > 0 then
      bad = bad + thread:get("bad")
      sample = thread:get("sample"):gsub("%s+", " ")
    end
  end
  local errors = summary.errors
  io.write(string.format("RESULT\t%d\t%d\t%d\t%d\t%d\t%d\t%d\t%s\n", summary.requests, summary.duration, summary.bytes,
    latency:percentile(50), latency:percentile(99), latency:percentile(99.9),
    math.max(bad, errors.status) + errors.connect + errors.read + errors.write + errors.timeout, sample))
end
