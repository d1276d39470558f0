"""Validates a KGX export with the kgx package and the Biolink model that comes with it, without the network.

    python3 -m venv /tmp/kgx && /tmp/kgx/bin/pip install kgx
    npm run export -- --format kgx-tsv --out /tmp/graph
    /tmp/kgx/bin/python tests/kgx/validate.py /tmp/graph
"""

import json
import sys
from importlib.resources import files
from pathlib import Path

folder = Path(sys.argv[1])
manifest = json.loads((folder / "manifest.json").read_text())

# kgx would ask the network for the model and its prefixes, some of it while it is imported.
from bmt import Toolkit

biolink = files("biolink_model")
Toolkit.__init__.__defaults__ = (str(biolink / "schema" / "biolink_model.yaml"), {"predicate mappings": []})
from kgx import config

prefixes = json.loads((biolink / "prefixmaps" / "biolink_model_prefix_map.json").read_text())
config.jsonld_context_map.update({name: {**prefixes, **manifest["prefixes"]} for name in ("biolink", "monarch_context", "obo_context")})
from kgx.transformer import Transformer
from kgx.validator import Validator

validator = Validator(verbose=True)
seen = {"nodes": 0, "edges": 0}


def inspect(entity_type, record):
    seen["nodes" if len(record) == 2 else "edges"] += 1
    validator(entity_type, record)


kind = manifest["format"].removeprefix("aetia-kgx-")
names = [str(folder / f"{part}.{kind}") for part in ("nodes", "edges")]
Transformer(stream=True).transform(
    {"filename": names, "format": kind},
    {"filename": None, "format": "null"},
    inspector=inspect,
)
expected = {file["name"].split(".")[0]: file["records"] for file in manifest["files"]}
print(f"Biolink {validator.get_validation_model_version()}: {seen['nodes']} nodes, {seen['edges']} edges")
errors = validator.get_errors()
validator.write_report()
if errors or seen != expected:
    sys.exit(f"Not valid, or not all of {expected} read.")
