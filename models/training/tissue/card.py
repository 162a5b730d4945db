"""card.json beside model.onnx: what the loader checks and what a reader must know."""

import hashlib
import json

from .folders import CLASSES
from .networks import architecture_of

NUCLEI_FROM = "probability from which a pixel belongs to a nucleus; tissue is of its most probable class"
# Below this Dice, or F1, something is hardly found. Ours.
HARDLY = 0.5
GENERATED_ONLY = "Has seen generated tissue only: on real slides nothing is known of it."


def write_tissue_card(args, net, file, counts, measured):
    px, halo = file["px"], file["halo"]
    shapes = {"tissue": [1, len(CLASSES), px, px], "nuclei": [1, 1, px, px]}
    card = {
        **beginning(args, "tissue-segmentation", architecture_of(args.network, net)),
        "input": {
            "name": "haematoxylin",
            "shape": [1, 1, px, px],
            "preparation": "optical density of haematoxylin over the slide's white (Ruifrok's vectors), 0 to 2, at 0.46 um/px; "
            f"of each patch the {halo} px along its edges are context",
        },
        "outputs": {name: shapes[name] for name in file["outputs"]},
        "classes": list(CLASSES),
        "trainedOn": trained_on(args, counts[0]),
        "threshold": {"value": 0.5, "source": NUCLEI_FROM if "nuclei" in file["outputs"] else "none: a pixel is of its most probable class"},
        "measured": rows_of(args, counts[1], measured),
        "limits": [
            "Glands that are not tumour are told from tumour by their architecture only.",
            *hardly_found(measured),
            *([GENERATED_ONLY] if args.generated else []),
        ],
        "licence": licence_of(args.generated),
    }
    (args.out / "card.json").write_text(json.dumps(card, indent=2) + "\n")


def hardly_found(measured):
    dice = {name: measured.get(f"Dice of {name}", 1) for name in CLASSES}
    return [f"Hardly finds {name}: Dice {value:.2f} on the held-out patches." for name, value in dice.items() if value < HARDLY]


def licence_of(is_ours):
    return "MIT" if is_ours else "The site's own"


def beginning(args, task, architecture):
    return {
        "name": args.name,
        "version": "0.1.0",
        "task": task,
        "architecture": architecture,
        "sha256": hashlib.sha256((args.out / "model.onnx").read_bytes()).hexdigest(),
    }


def trained_on(args, count):
    what = "generated patches of IHC (packages/synthetic)" if args.generated else "patches"
    begun = f", begun with the weights of {args.initial.parent.name}" if args.initial else ""
    return {"description": f"{count} {what}, {args.steps} steps of {args.batch}{begun}.", "synthetic": args.generated, "images": count}


def rows_of(args, count, measured):
    data = f"{count} {'generated patches of ranges of their own' if args.generated else 'held-out patches'}"
    return [{"data": data, "metric": name, "value": round(value, 4), **recipe_of(args, name)} for name, value in measured.items()]


def recipe_of(args, metric):
    """By which `timescope models check --measure` computes a figure again."""
    known = args.generated and metric in [f"Dice of {name}" for name in (*CLASSES, "nuclei")]
    return {"recipe": f"generated-patches-dice-{metric.split()[-1]}"} if known else {}
