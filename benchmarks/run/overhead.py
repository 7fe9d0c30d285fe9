"""What a run costs beside its stages: (run's time - sum of the stages' times) / run's time.

Usage: python3 benchmarks/run/overhead.py .edgeflow/runs/RUN_ID [...]

Prints one line a run, and where the time between the stages went. Times are those of events.jsonl; the start of the Java process, before the
run's first event, is not among them. Measure on a machine that does nothing else.
"""

import datetime
import json
import pathlib
import sys


def moment(event):
    return datetime.datetime.fromisoformat(event["at"][:26].rstrip("Z") + "+00:00").timestamp()


def report(folder):
    events = [json.loads(line) for line in (folder / "events.jsonl").read_text().splitlines()]
    ended = next(event for event in events if event["type"] == "run.ended")
    stages = {event["stage"]: event["duration_s"] for event in events if event["type"] == "stage.ended"}
    run = ended["run_duration_s"]
    beside = run - sum(stages.values())
    print(f"{folder.name}: run {run:.3f} s, stages {sum(stages.values()):.3f} s, beside them {beside:.3f} s = {beside / run:.2%}")
    before, last = "start", moment(events[0])
    for event in events[1:]:
        if event["type"] == "stage.started":
            print(f"    {before} -> {event['stage']}: {moment(event) - last:.3f} s")
        elif event["type"] == "run.ended":
            print(f"    {before} -> end: {moment(event) - last:.3f} s")
        if event["type"] == "stage.started":
            before, last = event["stage"], moment(event) + stages.get(event["stage"], 0)


for argument in sys.argv[1:]:
    report(pathlib.Path(argument))
