#!/bin/sh
# Makes every golden file anew. Needs Maven and a Python 3.11 with requirements.txt installed: PYTHON=venv/bin/python tools/oracle/make.sh
set -eu
cd "$(dirname "$0")"
# They write the random graphs, the cases of operators and the architectures down, and fail while the golden files are of other ones.
rm -rf ../../pipeline-core/target/random_graphs.jsonl ../../pipeline-core/target/operators
mvn -q -f ../.. test -pl pipeline-core -Dtest=RandomGraphsTest,OperatorCasesTest || true
rm -rf ../../pipeline-optimize/target/peer_networks
mvn -q -f ../.. test -pl pipeline-optimize -am -Dtest=ArchitecturePeerEqualityTest -Dsurefire.failIfNoSpecifiedTests=false || true
for script in make_quant_ort make_quant_tf make_quant_ranges make_quant_dense check_quant_conventions \
    make_networks_ort make_networks_tf make_keras_tflite make_architectures make_foreign make_random_graphs make_operators make_train make_optimizers make_targets make_evaluation make_label_noise make_digits make_data make_preprocessing make_images make_difference_hashes make_monitor make_rollout; do
    echo "== $script"
    "${PYTHON:-python3}" "$script.py"
done
