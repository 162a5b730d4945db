"""card.json of a network that estimates H-scores."""

import json

import numpy as np

from .card import GENERATED_ONLY, beginning, licence_of, trained_on

NAMES = {
    "stainintensitynet": "StainIntensityNet (Yin 2025), widths ours, {:.2f} M parameters, int8 weights",
    "vgg16": "VGG16Regression (Yin 2025; VGG-16 with batch normalisation, Simonyan 2015), {:.1f} M parameters, int8 weights",
    "resnet18": "ResNetRegression (Yin 2025; ResNet-18, He 2016), {:.1f} M parameters, int8 weights",
    "ramcnn": "RAM-CNN (Liu 2019) with one input, widths ours, {:.2f} M parameters, int8 weights",
}


def write_score_card(args, net, px, counts, errors):
    """@param errors of each way of brown the absolute errors in H-score points"""
    data = f"{counts[1]} {'generated patches of ranges of their own' if args.generated else 'held-out patches'}, brown "
    size = sum(each.numel() for each in net.parameters()) / 1e6
    card = {
        **beginning(args, "h-score", NAMES[args.network].format(size)),
        "input": {
            "name": "brown",
            "shape": [1, 2, px, px],
            "preparation": "optical density of DAB over the slide's white (Ruifrok's vectors), 0 to 2, and the target region, 0 or 1, at 0.46 um/px",
        },
        "outputs": {"score": [1, 1]},
        "trainedOn": trained_on(args, counts[0]),
        "threshold": {"value": 0.1, "source": "1+ of the formula that it was trained on (0.1, 0.3, 0.5: the preset h-score)"},
        "measured": [
            {
                "data": data + way,
                "metric": f"{name} error against the formula, H-score points",
                "value": round(float(value(each)), 2),
                **({"recipe": f"generated-patches-{name}-error"} if args.generated and way == "as it is" else {}),
            }
            for way, each in errors.items()
            for name, value in (("median", np.median), ("mean", np.mean))
        ],
        "limits": [
            "Estimates what the formula says of the same pixels; it knows nothing that the formula does not.",
            *([GENERATED_ONLY] if args.generated else []),
        ],
        "licence": licence_of(args.generated),
    }
    (args.out / "card.json").write_text(json.dumps(card, indent=2) + "\n")
