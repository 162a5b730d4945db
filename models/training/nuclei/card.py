"""card.json beside model.onnx: what the loader checks and what a reader must know."""

import hashlib
import json

from tissue.card import HARDLY, licence_of

PREPARATION = "share of light absorbed in red, green and blue, 1 - value / the slide's white, 0 to 1, at 0.5 um/px"
LIMITS = {
    "nuclear": "For markers of nuclei: brown membranes or cytoplasm may be read as nuclei.",
    "membrane": "For markers of membranes and cytoplasm: brown nuclei may be read as cytoplasm.",
}


def write_card(folder, model, told, threshold, measured):
    px = model["px"]
    card = {
        "name": model["name"],
        "version": "0.1.0",
        "task": "nuclei",
        "architecture": model["architecture"],
        "sha256": hashlib.sha256((folder / "model.onnx").read_bytes()).hexdigest(),
        "compartment": model["compartment"],
        "input": {"name": "absorbed", "shape": [1, 3, px, px], "preparation": PREPARATION},
        "outputs": {name: [1, 1, px, px] for name in model["outputs"]},
        "trainedOn": {
            "description": "; ".join(told["parts"]) + f". {model['steps']} steps.",
            "synthetic": told["synthetic"],
            "images": told["images"],
        },
        "threshold": {"value": threshold, "source": "greatest Dice of the foreground on patches of its own training data"},
        "measured": [{**one, "value": round(one["value"], 3)} for one in measured],
        "limits": [
            LIMITS[model["compartment"]],
            "0.5 um/px; nuclei of about 5 to 11 um.",
            *(f"Hardly finds nuclei: {one['metric']} {one['value']:.2f}." for one in measured if one["value"] < HARDLY),
        ],
        "licence": licence_of(not told["own"]),
    }
    (folder / "card.json").write_text(json.dumps(card, indent=2) + "\n")
