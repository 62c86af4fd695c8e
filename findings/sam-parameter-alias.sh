#!/usr/bin/env bash
# aws-sam-translator 1.115.0 (the AWS SAM transform), seen with Python 3.11.
#
# One would guess: with AutoPublishAlias, a new value of an environment variable publishes a version, as the guide says,
# whether the template writes the value or takes it from a parameter.
# Instead: the logical ID of the version is a hash of the properties as the template writes them. Only the location of the
# code has its parameters resolved first. `!Ref Rate` is the same text for every value of Rate, so the version stays, the
# alias stays on it, and only the unpublished function has the new value. AutoPublishAliasAllProperties changes nothing
# here. A parameter in AutoPublishCodeSha256 publishes a version, because it is resolved.
# Seen: below; "same" means that CloudFormation finds the same version resource and publishes nothing.
# quizapp: the key of the question real-runs-sam-parameter-alias rests on it.
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


def version(rate, **properties):
    template = {
        "Transform": "AWS::Serverless-2016-10-31",
        "Parameters": {"Rate": {"Type": "String"}},
        "Resources": {
            "Quote": {
                "Type": "AWS::Serverless::Function",
                "Properties": {
                    "Runtime": "python3.13",
                    "Handler": "app.handler",
                    "CodeUri": {"Bucket": "code", "Key": "one.zip"},
                    "Role": "arn:aws:iam::123456789012:role/quote",
                    "AutoPublishAlias": "live",
                    **properties,
                },
            }
        },
    }
    resources = transform(template, {"Rate": rate}, NoPolicies())["Resources"]
    (name,) = [name for name, resource in resources.items() if resource["Type"] == "AWS::Lambda::Version"]
    return name


def compare(what, first, second):
    print(f"{what}: {'same' if first == second else 'new'}")


def variable(value):
    return {"Environment": {"Variables": {"RATE": value}}}


ref = {"Ref": "Rate"}
everything = {"AutoPublishAliasAllProperties": True}
compare("variable, value written", version("-", **variable("5")), version("-", **variable("6")))
compare("variable, parameter", version("5", **variable(ref)), version("6", **variable(ref)))
compare("memory, parameter", version("128", MemorySize=ref), version("256", MemorySize=ref))
compare("variable, parameter, all properties", *(version(rate, **variable(ref), **everything) for rate in "56"))
compare("key of the code, parameter", *(version(rate, CodeUri={"Bucket": "code", "Key": ref}) for rate in "56"))
compare("AutoPublishCodeSha256, parameter", *(version(rate, **variable(ref), AutoPublishCodeSha256=ref) for rate in "56"))
PYTHON
cat "$work/seen"
diff "$work/seen" - <<'SEEN'
variable, value written: new
variable, parameter: same
memory, parameter: same
variable, parameter, all properties: same
key of the code, parameter: new
AutoPublishCodeSha256, parameter: new
SEEN
