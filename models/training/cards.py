"""card.json of a CT network: what the loader checks and what a reader must know."""

import hashlib
import json

from networks import CLASSES
from probe import answer_probe

PREPARATION = (
    "Hounsfield units of the ROI's largest slice, window 40/400 as 0 to 255, the ROI's box to 224 x 224 px; / 255, "
    "less ImageNet's means over its deviations, three equal channels"
)
NAMES = {"densenet": "DenseNet-{} (Huang 2017)", "resnet": "ResNet-{} (He 2016)"}


def architecture_name(architecture):
    family = architecture.rstrip("0123456789")
    return NAMES[family].format(architecture[len(family) :]) + ", int8 weights"


def write_card(folder, told, figures, more=()):
    """
    @param told name, version, architecture, target, trainedOn, limits, licence; heldOut: what the held-out crops are
    @param figures what evaluate.ts printed
    @param more further rows of `measured`
    """
    card = {
        "name": told["name"],
        "version": told["version"],
        "task": "ct-biomarker",
        "architecture": architecture_name(told["architecture"]),
        "sha256": hashlib.sha256((folder / "model.onnx").read_bytes()).hexdigest(),
        "input": {"name": "image", "shape": [1, 3, 224, 224], "preparation": PREPARATION},
        "outputs": {"probability": [1, 2], "cam": [1, 2, 7, 7]},
        "target": told["target"],
        "classes": list(CLASSES),
        "trainedOn": told["trainedOn"],
        "threshold": {
            "value": round(figures["threshold"], 4),
            "source": f"Youden index on {figures['training']['rows']} of its own training crops",
        },
        "measured": [*measured(told, figures), *more],
        "limits": told["limits"],
        "licence": told["licence"],
    }
    (folder / "card.json").write_text(json.dumps(card, indent=2) + "\n")
    answer_probe(folder)


def measured(told, figures):
    held_out, training = figures["heldOut"], figures["training"]
    recipe = {"recipe": told["recipe"]} if "recipe" in told else {}
    rows = [
        {"data": told["heldOut"], **area(held_out["auc"]), **recipe},
        {"data": told["heldOut"], "metric": "accuracy at the threshold", "value": round(held_out["accuracy"], 3)},
        {"data": told["heldOut"], "metric": "accuracy of always naming the commoner class", "value": round(held_out["classPrior"], 3)},
        {"data": f"{training['rows']} of its training crops", **area(training["auc"])},
    ]
    return rows


def area(auc):
    """With DeLong's interval (Biometrics 1988;44:837)."""
    return {"metric": "AUC", "value": round(auc["value"], 3), "interval": [round(auc["lower"], 3), round(auc["upper"], 3)]}
