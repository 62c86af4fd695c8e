#!/usr/bin/env bash
# aws-sam-translator 1.115.0 (the AWS SAM transform), seen with Python 3.11.
#
# One would guess: with a Role, the function ignores `Policies`, as the guide says, and either all other parts of the
# function that bring permissions are ignored too, or none.
# Instead: what SAM writes into the role that it generates is missing, without a warning: the policies, an SQS event, the
# dead-letter queue, a destination for failures, tracing, and the VPC. What is outside that role stays: the permission
# for an S3 event belongs to the function, and a connector finds the role in the template and attaches a policy to it.
# Seen: below.
# quizapp: the keys of the question real-runs-sam-own-role rest on it.
set -euo pipefail
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet aws-sam-translator==1.115.0 2>"$work/pip.log" || { cat "$work/pip.log" >&2; exit 1; }

AWS_DEFAULT_REGION=us-east-1 "$work/venv/bin/python" - >"$work/seen" <<'PYTHON'
import logging

from samtranslator.translator.transform import transform

logging.disable(logging.CRITICAL)
MANAGED = (
    "service-role/AWSLambdaBasicExecutionRole",
    "service-role/AWSLambdaSQSQueueExecutionRole",
    "service-role/AWSLambdaVPCAccessExecutionRole",
    "AWSXrayWriteOnlyAccess",
)
TRUST = {
    "Version": "2012-10-17",
    "Statement": [{"Effect": "Allow", "Principal": {"Service": "lambda.amazonaws.com"}, "Action": "sts:AssumeRole"}],
}


class Policies:
    def load(self):
        return {name.rpartition("/")[2]: f"arn:aws:iam::aws:policy/{name}" for name in MANAGED}


def arn(name):
    return {"Fn::GetAtt": [name, "Arn"]}


SOURCES = {
    "policy template": {"Policies": [{"DynamoDBReadPolicy": {"TableName": {"Ref": "Orders"}}}]},
    "SQS event": {"Events": {"Queue": {"Type": "SQS", "Properties": {"Queue": arn("Work")}}}},
    "dead-letter queue": {"DeadLetterQueue": {"Type": "SQS", "TargetArn": arn("Dead")}},
    "destination": {
        "EventInvokeConfig": {"DestinationConfig": {"OnFailure": {"Type": "SQS", "Destination": arn("Dead")}}}
    },
    "tracing": {"Tracing": "Active"},
    "VPC": {"VpcConfig": {"SecurityGroupIds": ["sg-1"], "SubnetIds": ["subnet-1"]}},
    "S3 event": {
        "Events": {"Upload": {"Type": "S3", "Properties": {"Bucket": {"Ref": "Bills"}, "Events": "s3:ObjectCreated:*"}}}
    },
    "connector": {},
}
CONNECTOR = {"Connectors": {"Write": {"Properties": {"Destination": {"Id": "Orders"}, "Permissions": ["Write"]}}}}


def permissions(own_role, source):
    function = {
        "Type": "AWS::Serverless::Function",
        "Properties": {
            "Runtime": "python3.13",
            "Handler": "app.handler",
            "CodeUri": {"Bucket": "code", "Key": "app.zip"},
            **({"Role": arn("TableRole")} if own_role else {}),
            **(SOURCES.get(source, {})),
        },
        **(CONNECTOR if source == "connector" else {}),
    }
    template = {
        "Transform": "AWS::Serverless-2016-10-31",
        "Resources": {
            "Order": function,
            "TableRole": {"Type": "AWS::IAM::Role", "Properties": {"AssumeRolePolicyDocument": TRUST}},
            "Orders": {"Type": "AWS::Serverless::SimpleTable"},
            "Work": {"Type": "AWS::SQS::Queue"},
            "Dead": {"Type": "AWS::SQS::Queue"},
            "Bills": {"Type": "AWS::S3::Bucket"},
        },
    }
    found = set()
    for name, resource in transform(template, {}, Policies())["Resources"].items():
        properties = resource.get("Properties", {})
        if resource["Type"] == "AWS::IAM::Role":
            found |= {f"{name} {arn.rpartition('/')[2]}" for arn in properties.get("ManagedPolicyArns", [])}
            found |= {f"{name} {policy['PolicyName']}" for policy in properties.get("Policies", [])}
        elif resource["Type"] == "AWS::IAM::ManagedPolicy":
            found |= {f"{role['Ref']} {name}" for role in properties["Roles"]}
        elif resource["Type"] == "AWS::Lambda::Permission":
            found.add(f"{properties['FunctionName']['Ref']} {name}")
    return found


for source in SOURCES:
    for own_role in (False, True):
        more = permissions(own_role, source) - permissions(own_role, None)
        print(f"{source}, {'role of the template' if own_role else 'generated role'}: {', '.join(sorted(more)) or '-'}")
PYTHON
cat "$work/seen"
diff "$work/seen" - <<'SEEN'
policy template, generated role: OrderRole OrderRolePolicy0
policy template, role of the template: -
SQS event, generated role: OrderRole AWSLambdaSQSQueueExecutionRole
SQS event, role of the template: -
dead-letter queue, generated role: OrderRole DeadLetterQueuePolicy
dead-letter queue, role of the template: -
destination, generated role: OrderRole OrderEventInvokeConfigOnFailureSQSPolicy
destination, role of the template: -
tracing, generated role: OrderRole AWSXrayWriteOnlyAccess
tracing, role of the template: -
VPC, generated role: OrderRole AWSLambdaVPCAccessExecutionRole
VPC, role of the template: -
S3 event, generated role: Order OrderUploadPermission
S3 event, role of the template: Order OrderUploadPermission
connector, generated role: OrderRole OrderWritePolicy
connector, role of the template: TableRole OrderWritePolicy
SEEN
