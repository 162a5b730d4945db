"""The CT paper's networks (as in torchvision) for classes such as 'low' / 'high', with Grad-CAM as a second output."""

import torch
import torch.nn.functional as F
import torchvision
from torch import nn

CLASSES = ("low", "high")
DENSENETS = ("densenet121", "densenet169", "densenet201")
RESNETS = ("resnet34", "resnet50", "resnet101", "resnet152")
ARCHITECTURES = DENSENETS + RESNETS


def new_network(architecture: str, outputs: int = len(CLASSES)) -> nn.Module:
    """Random weights. All seven end in maps, their mean over the image, and one linear layer, `head(net)`."""
    # Called without arguments: `pretrained` and `weights` differ between torchvision 0.14 and later versions, and
    # the default of both is random initialisation.
    net = getattr(torchvision.models, architecture)()
    set_head(net, nn.Linear(head(net).in_features, outputs))
    return net


def head(net: nn.Module) -> nn.Linear:
    return net.classifier if hasattr(net, "classifier") else net.fc


def set_head(net: nn.Module, linear: nn.Linear):
    setattr(net, "classifier" if hasattr(net, "classifier") else "fc", linear)


def last_maps(net: nn.Module, x: torch.Tensor) -> torch.Tensor:
    """The maps that the head's means are taken of, after the last ReLU: [N, channels, 7, 7] of 224 px."""
    if hasattr(net, "features"):
        return F.relu(net.features(x))
    x = net.maxpool(net.relu(net.bn1(net.conv1(x))))
    return net.layer4(net.layer3(net.layer2(net.layer1(x))))


def load_initial(net: nn.Module, file):
    """Weights to begin with; a head of another number of outputs (ImageNet's 1000, say) is left out."""
    weights = torch.load(file, map_location="cpu")
    own = net.state_dict()
    fitting = {name: value for name, value in weights.items() if name in own and own[name].shape == value.shape}
    missing = [name for name in own if name not in fitting and not name.startswith(("classifier.", "fc."))]
    if missing:
        raise SystemExit(f"{file} does not fit this architecture: {missing[0]} is missing or has another shape.")
    net.load_state_dict(fitting, strict=False)


class WithGradCam(nn.Module):
    """
    [N, 3, 224, 224] -> probability [N, 2] and cam [N, 2, 7, 7].

    The net ends ReLU -> global average pooling -> linear, so Grad-CAM of a class logit at the ReLU is
    relu(sum of w_k A_k) / 49: a 1 x 1 convolution with the head's weights. The 1/49 is left out.
    """

    def __init__(self, net: nn.Module):
        super().__init__()
        self.net = net

    def forward(self, x):
        maps = last_maps(self.net, x)
        logits = head(self.net)(maps.mean(dim=(2, 3)))
        cam = F.relu(F.conv2d(maps, head(self.net).weight[:, :, None, None]))
        return torch.softmax(logits, dim=1), cam
