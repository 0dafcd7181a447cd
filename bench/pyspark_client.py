"""The PySpark side of side_by_side: asks one query back to back and prints one JSON line, as ClientBench does."""
import argparse
import json
import math
import resource
import time

from pyspark.sql.connect.session import SparkSession


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--endpoint", required=True)
    parser.add_argument("--sql", default="SELECT 1 AS one")
    parser.add_argument("--queries", type=int, default=3000)
    parser.add_argument("--warmup", type=int, default=1000)
    parser.add_argument("--mode", choices=["rows", "arrow"], default="rows")
    parser.add_argument("--kept-frame", action="store_true", help="one DataFrame for all queries: sql() is an execution of its own")
    arguments = parser.parse_args()
    spark = SparkSession.builder.remote(arguments.endpoint).create()

    kept = spark.sql(arguments.sql) if arguments.kept_frame else None

    def ask():
        frame = spark.sql(arguments.sql) if kept is None else kept
        if arguments.mode == "arrow":
            return frame.toArrow().num_rows
        return len(frame.collect())

    for _ in range(arguments.warmup):
        ask()
    latencies, rows = [], 0
    before, started = resource.getrusage(resource.RUSAGE_SELF), time.perf_counter()
    for _ in range(arguments.queries):
        asked = time.perf_counter()
        rows += ask()
        latencies.append((time.perf_counter() - asked) * 1000)
    seconds, after = time.perf_counter() - started, resource.getrusage(resource.RUSAGE_SELF)
    cpu = after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime
    latencies.sort()

    def percentile(share):
        return latencies[math.ceil(share * len(latencies)) - 1]

    print(json.dumps({
        "p50Ms": percentile(0.5), "p95Ms": percentile(0.95), "cpuMsPerQuery": cpu * 1000 / len(latencies), "rows": rows, "seconds": seconds,
    }), flush=True)
    spark.stop()


main()
