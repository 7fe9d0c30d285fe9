"""Deequ's checks over the same Parquet table as GateBenchmark.java, for its ratio; prints the seconds of Spark's start and, of each pass, seconds and
processor seconds. In the first pass Java compiles, as it does in the first pair of GateBenchmark.java.

    java -cp 'target/edgeflow/lib/*' benchmarks/data/GateBenchmark.java 5000000 3 target/gate
    python benchmarks/data/deequ.py target/gate/table-5000000.parquet JARS 4

JARS is a folder with com.amazon.deequ:deequ:2.0.7-spark-3.5 and what it needs beside Spark. Needs a python with pyspark 3.5, pydeequ and setuptools.
"""
import glob
import json
import os
import sys
import time

os.environ["SPARK_VERSION"] = "3.5"
from pydeequ.analyzers import AnalysisRunner, Completeness, Compliance, Mean, Size, StandardDeviation, Uniqueness  # noqa: E402
from pyspark.sql import SparkSession  # noqa: E402

FEATURES = ["f%d" % i for i in range(6)]


def main():
    begun = time.time()
    spark = (SparkSession.builder.master("local[2]").config("spark.jars", ",".join(glob.glob(sys.argv[2] + "/*.jar")))
             .config("spark.driver.host", "127.0.0.1").config("spark.driver.bindAddress", "127.0.0.1")
             .config("spark.driver.memory", "4g").config("spark.ui.enabled", "false").getOrCreate())
    start = time.time() - begun
    for number in range(int(sys.argv[3]) if len(sys.argv) > 3 else 1):
        started, used = time.time(), processor_seconds(spark)
        check(spark)
        print(json.dumps({"pass": number + 1, "start_s": round(start, 2), "deequ_s": round(time.time() - started, 2),
                          "deequ_cpu_s": round(processor_seconds(spark) - used, 2)}), flush=True)
    spark.sparkContext._gateway.shutdown_callback_server()
    spark.stop()


def check(spark):
    table = spark.read.parquet(sys.argv[1])
    runner = AnalysisRunner(spark).onData(table).addAnalyzer(Size())
    for column in FEATURES + ["label"]:
        runner = runner.addAnalyzer(Completeness(column))
    for column in FEATURES:
        runner = runner.addAnalyzer(Mean(column)).addAnalyzer(StandardDeviation(column))
    runner.addAnalyzer(Uniqueness(FEATURES)).run()
    within = AnalysisRunner(spark).onData(table)
    for column in FEATURES:
        within = within.addAnalyzer(Compliance(column, "%s BETWEEN -3e6 AND 3e6" % column))
    within.run()


def processor_seconds(spark):
    """What Spark's JVM has used so far, as Linux tells."""
    with open("/proc/%d/stat" % spark._jvm.java.lang.ProcessHandle.current().pid()) as stat:
        fields = stat.read().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


if __name__ == "__main__":
    main()
