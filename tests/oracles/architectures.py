"""
Writes a network of the training code with random weights as it would be shipped, OUT/model.onnx and card.json, and
OUT/expected.json: torch's answer to the probe of the card, all values.

    python3 architectures.py OUT tissue moco-sm 512
"""

import json
import sys
from pathlib import Path
from types import SimpleNamespace

import torch

sys.path.insert(0, str(Path(__file__).parents[2] / "models/training"))

import nuclei.networks as nuclei  # noqa: E402
import tissue.networks as tissue  # noqa: E402
import train_score as score  # noqa: E402
from int8 import round_weights, write_onnx  # noqa: E402
from probe import absorbed, answer_probe  # noqa: E402
from tissue.card import beginning  # noqa: E402


def tissue_network(name):
    net = tissue.new_network(name)
    outputs = ["tissue", "nuclei"] if name == "joint-unet" else ["tissue"]
    return net, tissue.AsShipped(net), 1, outputs


def nuclei_network(name):
    kind = nuclei.NETWORKS[name]
    net = kind.new()
    return net, kind.as_shipped(net), 3, list(kind.outputs)


def score_network(name):
    net = score.NETWORKS[name]()
    return net, score.AsShipped(net), 2, ["score"]


@torch.no_grad()
def main():
    out, family, name, px = Path(sys.argv[1]), sys.argv[2], sys.argv[3], int(sys.argv[4])
    torch.set_num_threads(1)
    torch.manual_seed(1)
    net, model, channels, names = FAMILIES[family](name)
    normalisations_moved(net)
    round_weights(net)
    model.eval()
    out.mkdir(parents=True, exist_ok=True)
    x = torch.from_numpy(absorbed([1, channels, px, px]))
    given = model(x)
    outputs = dict(zip(names, given if isinstance(given, tuple) else (given,)))
    write_onnx(model, x, out / "model.onnx", "image", names)
    shapes = {name: list(values.shape) for name, values in outputs.items()}
    told = SimpleNamespace(name=out.name, out=out)
    card = {
        **beginning(told, family, name),
        "input": {"name": "image", "shape": list(x.shape)},
        "outputs": shapes,
        "trainedOn": {"description": "Random weights.", "synthetic": True, "images": 0},
        "threshold": {"value": 0.5, "source": "None was chosen."},
        "measured": [],
        "limits": ["Knows nothing."],
        "licence": "MIT",
    }
    (out / "card.json").write_text(json.dumps(card))
    answer_probe(out)
    (out / "expected.json").write_text(json.dumps({name: values.ravel().tolist() for name, values in outputs.items()}))
    print(json.dumps({"parameters": sum(each.numel() for each in net.parameters()), "shapes": shapes}))


def normalisations_moved(net):
    """As after a training: folding them into convolutions then changes every weight."""
    for part in net.modules():
        if isinstance(part, torch.nn.BatchNorm2d):
            part.running_mean.normal_(0, 0.1)
            part.running_var.uniform_(0.7, 1.4)
            part.weight.uniform_(0.8, 1.2)
            part.bias.normal_(0, 0.1)


FAMILIES = {"tissue": tissue_network, "nuclei": nuclei_network, "score": score_network}

if __name__ == "__main__":
    main()
