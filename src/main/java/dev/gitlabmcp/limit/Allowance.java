package dev.gitlabmcp.limit;

import io.github.bucket4j.Bucket;

/** What one principal may still send. */
record Allowance(Bucket requests, Bucket notifications) {}
