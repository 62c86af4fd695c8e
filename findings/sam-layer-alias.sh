#!/usr/bin/env bash
# aws-sam-translator 1.115.0 (the AWS SAM transform), seen with Python 3.11.
#
# One would guess: AutoPublishAliasAllProperties publishes a version when any property of the function changes, and a
# change to a layer of the same template is such a change, since `Layers` of the function then names a new layer version.
# Instead: the version is derived before the reference to the layer is rewritten. The generated function names another
# layer, but the version resource is the same, so the alias keeps the old layer. A tag publishes a version. A layer does
# so with PublishLambdaVersion, and only together with AutoPublishAliasAllProperties.
# Seen: below; "same" means that CloudFormation finds the same version resource and publishes nothing.
# quizapp: the key of the question real-runs-sam-layer-alias rests on it.
set -euo pipefail
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet aws-sam-translator==1.115.0 2>"$work/pip.log" || { cat "$work/pip.log" >&2; exit 1; }

AWS_DEFAULT_REGION=us-east-1 "$work/venv/bin/python" - >"$work/seen" <<'PYTHON'
import logging

from samtranslator.translator.transform import transform

logging.disable(logging.CRITICAL)


class NoPolicies:
    def load(self):
        return {}


def deployed(layer="one.zip", of_layer=None, **properties):
    """The logical IDs of the version and of the layer that the function names."""
    template = {
        "Transform": "AWS::Serverless-2016-10-31",
        "Resources": {
            "Rules": {
                "Type": "AWS::Serverless::LayerVersion",
                "Properties": {"ContentUri": {"Bucket": "code", "Key": layer}, **(of_layer or {})},
            },
            "Quote": {
                "Type": "AWS::Serverless::Function",
                "Properties": {
                    "Runtime": "python3.13",
                    "Handler": "app.handler",
                    "CodeUri": {"Bucket": "code", "Key": "app.zip"},
                    "Role": "arn:aws:iam::123456789012:role/quote",
                    "Layers": [{"Ref": "Rules"}],
                    "AutoPublishAlias": "live",
                    **properties,
                },
            },
        },
    }
    resources = transform(template, {}, NoPolicies())["Resources"]
    (version,) = [name for name, resource in resources.items() if resource["Type"] == "AWS::Lambda::Version"]
    return version, resources["Quote"]["Properties"]["Layers"][0]["Ref"]


def compare(what, first, second):
    version, layer = ("same" if old == new else "new" for old, new in zip(first, second, strict=True))
    print(f"{what}: version {version}, layer of the function {layer}")


everything = {"AutoPublishAliasAllProperties": True}
publish = {"PublishLambdaVersion": True}
layers = "one.zip", "two.zip"
compare("layer", *(deployed(layer) for layer in layers))
compare("layer, all properties", *(deployed(layer, **everything) for layer in layers))
compare("tag, all properties", *(deployed(Tags={"release": tag}, **everything) for tag in "12"))
compare("layer with PublishLambdaVersion", *(deployed(layer, publish) for layer in layers))
compare("layer with PublishLambdaVersion, all properties", *(deployed(layer, publish, **everything) for layer in layers))
by_hand = [deployed(layer, AutoPublishCodeSha256=text * 64, **everything) for layer, text in zip(layers, "ab", strict=True)]
compare("layer, another AutoPublishCodeSha256", *by_hand)
PYTHON
cat "$work/seen"
diff "$work/seen" - <<'SEEN'
layer: version same, layer of the function new
layer, all properties: version same, layer of the function new
tag, all properties: version new, layer of the function same
layer with PublishLambdaVersion: version same, layer of the function new
layer with PublishLambdaVersion, all properties: version new, layer of the function new
layer, another AutoPublishCodeSha256: version new, layer of the function new
SEEN
