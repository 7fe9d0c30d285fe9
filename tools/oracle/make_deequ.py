"""Deequ's metrics of a dirty table: missing cells, duplicates, text among numbers.

Needs pyspark 3.5, pydeequ 1.7 and, in the folder DEEQU_JARS, com.amazon.deequ:deequ:2.0.7-spark-3.5 with what it needs beside Spark:
    DEEQU_JARS=jars python tools/oracle/make_deequ.py pipeline-data/src/test/resources/golden
"""

import glob
import json
import os
import pathlib
import random
import sys

os.environ["SPARK_VERSION"] = "3.5"

from pydeequ.analyzers import (  # noqa: E402
    AnalysisRunner, AnalyzerContext, Completeness, Compliance, Correlation, Distinctness, Entropy, Maximum, Mean,
    Minimum, StandardDeviation, Uniqueness)
from pyspark.sql import SparkSession  # noqa: E402

out = pathlib.Path(sys.argv[1])
draw = random.Random(7)
rows = ["id,temperature,humidity,unit,mixed,label"]
for i in range(200):
    rows.append(",".join([
        str(i if i % 17 else 3),
        "" if i % 11 == 0 else repr(round(draw.gauss(20, 8), 3)),
        "" if i % 7 == 0 else repr(round(draw.uniform(0, 100), 1)),
        draw.choice(["C", "F", "C", "K", ""]),
        "oops" if i % 23 == 0 else str(i % 9),
        draw.choice(["x", "y"]),
    ]))
table = out / "deequ-dirty.csv"
table.write_text("\n".join(rows) + "\n")

spark = (SparkSession.builder.master("local[1]")
         .config("spark.jars", ",".join(glob.glob(os.environ["DEEQU_JARS"] + "/*.jar")))
         .config("spark.ui.enabled", "false").config("spark.driver.host", "127.0.0.1")
         .config("spark.driver.bindAddress", "127.0.0.1").getOrCreate())
frame = spark.read.option("header", True).schema(
    "id long, temperature double, humidity double, unit string, mixed string, label string").csv(str(table))
run = AnalysisRunner(spark).onData(frame)
for column in frame.columns:
    run = run.addAnalyzer(Completeness(column)).addAnalyzer(Uniqueness([column]))
    run = run.addAnalyzer(Distinctness(column)).addAnalyzer(Entropy(column))
for column in ["temperature", "humidity"]:
    run = run.addAnalyzer(Mean(column)).addAnalyzer(StandardDeviation(column))
    run = run.addAnalyzer(Minimum(column)).addAnalyzer(Maximum(column))
run = run.addAnalyzer(Correlation("temperature", "humidity"))
run = run.addAnalyzer(Compliance("id is small", "id <= 150"))
found = AnalyzerContext.successMetricsAsDataFrame(spark, run.run()).collect()
metrics = {f"{row['name']} {row['instance']}": row["value"] for row in found}
(out / "deequ-dirty.json").write_text(json.dumps(metrics, indent=1, sort_keys=True) + "\n")
spark.sparkContext._gateway.shutdown_callback_server()
spark.stop()
