"""What LiteRT's own tools read in a TFLite file of ours: its TFLITE_METADATA and the files in its zip.

Reads pipeline-formats/src/test/resources/oracle/metadata/metadata.tflite, which TfliteMetadataTest writes, and writes
metadata.json beside it. Needs tflite-support (requirements-metadata.txt) in an environment of its own.
Run: python read_metadata.py
"""
import json
import zipfile
from pathlib import Path

from tensorflow_lite_support.metadata.python import metadata


def main():
    folder = Path(__file__).parents[2] / "pipeline-formats/src/test/resources/oracle/metadata"
    displayer = metadata.MetadataDisplayer.with_model_file(str(folder / "metadata.tflite"))
    read = json.loads(displayer.get_metadata_json())
    read["files"] = {name: displayer.get_associated_file_buffer(name).decode()
                     for name in displayer.get_packed_associated_file_list()}
    with zipfile.ZipFile(folder / "metadata.tflite") as archive:
        assert archive.namelist() == list(read["files"]) and archive.testzip() is None
    (folder / "metadata.json").write_text(json.dumps(read, indent=1, ensure_ascii=False) + "\n")
    print(json.dumps(read, ensure_ascii=False))


if __name__ == "__main__":
    main()
