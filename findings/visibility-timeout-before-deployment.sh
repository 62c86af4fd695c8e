#!/usr/bin/env bash
# cfn-lint 1.58.0 and aws-sam-translator 1.115.0, seen with Python 3.11.
#
# One would guess: a linter that knows the rule (E3505: a queue's visibility timeout is at least the function's timeout)
# finds it in an AWS SAM template too, because it translates the template first.
# Instead: it finds it in a template with an AWS::Lambda::EventSourceMapping, and in the template that the SAM translator
# makes of the SAM template, but not in the SAM template itself, in which it does find other mistakes. It does not find it
# when the timeout is a parameter with a default value, when the mapping names an alias, or when the queue is imported.
# The SAM translator does not say anything. These cases come to light when the mapping is created.
# Seen: the rules reported for a timeout of 60 seconds and a visibility timeout of 30.
# quizapp: asks at which stage the mistake is found (question_bank/items/real-runs-b-event-sources.yaml).
set -euo pipefail
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet cfn-lint==1.58.0 aws-sam-translator==1.115.0 2>"$work/pip.log" \
  || { cat "$work/pip.log" >&2; exit 1; }
export AWS_DEFAULT_REGION=us-east-1
cd "$work"

cat >mapping.yaml <<'YAML'
Resources:
  Queue:
    Type: AWS::SQS::Queue
    Properties: {VisibilityTimeout: 30}
  Role:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument:
        Version: "2012-10-17"
        Statement: [{Effect: Allow, Principal: {Service: lambda.amazonaws.com}, Action: "sts:AssumeRole"}]
  Worker:
    Type: AWS::Lambda::Function
    Properties:
      Handler: index.handler
      Runtime: python3.13
      Role: !GetAtt Role.Arn
      Code: {ZipFile: "def handler(event, context): pass"}
      Timeout: 60
  Mapping:
    Type: AWS::Lambda::EventSourceMapping
    Properties: {EventSourceArn: !GetAtt Queue.Arn, FunctionName: !Ref Worker}
YAML
cat >sam.yaml <<'YAML'
Transform: AWS::Serverless-2016-10-31
Resources:
  Queue:
    Type: AWS::SQS::Queue
    Properties: {VisibilityTimeout: 30}
  Worker:
    Type: AWS::Serverless::Function
    Properties:
      Handler: index.handler
      Runtime: python3.13
      InlineCode: "def handler(event, context): pass"
      Timeout: 60
      Events:
        Queue: {Type: SQS, Properties: {Queue: !GetAtt Queue.Arn}}
YAML
sed 's/{VisibilityTimeout: 30}/{}/' mapping.yaml >default-of-queue.yaml
sed 's/!GetAtt Queue.Arn/!ImportValue queue-arn/' mapping.yaml >imported-queue.yaml
{ printf 'Parameters:\n  Seconds: {Type: Number, Default: 60}\n'; sed 's/Timeout: 60/Timeout: !Ref Seconds/' mapping.yaml; } \
  >parameter.yaml
{ sed 's/FunctionName: !Ref Worker/FunctionName: !Ref Live/' mapping.yaml; cat <<'YAML'
  Version:
    Type: AWS::Lambda::Version
    Properties: {FunctionName: !Ref Worker}
  Live:
    Type: AWS::Lambda::Alias
    Properties: {Name: live, FunctionName: !Ref Worker, FunctionVersion: !GetAtt Version.Version}
YAML
} >alias.yaml
sed 's/Timeout: 60/Timeout: 60\n      MemorySize: 1/' sam.yaml >sam-with-1-mb.yaml
sed 's/Timeout: 60/Timeout: 60\n      AutoPublishAlias: live/' sam.yaml >sam-with-alias.yaml
{ sed -n 1p sam.yaml; sed -n 1,2p parameter.yaml; sed '1d; s/Timeout: 60/Timeout: !Ref Seconds/' sam.yaml; } >sam-with-parameter.yaml
venv/bin/python - sam.yaml >sam-translated.json <<'PYTHON'
import json
import sys

from samtranslator.translator.transform import transform
from samtranslator.yaml_helper import yaml_parse


class Policies:
    def load(self) -> dict[str, str]:
        names = ("AWSLambdaBasicExecutionRole", "AWSLambdaSQSQueueExecutionRole")
        return {name: f"arn:aws:iam::aws:policy/service-role/{name}" for name in names}


with open(sys.argv[1]) as template:
    print(json.dumps(transform(yaml_parse(template.read()), {}, Policies())))
PYTHON

for template in mapping.yaml default-of-queue.yaml parameter.yaml alias.yaml imported-queue.yaml sam.yaml \
  sam-with-alias.yaml sam-with-parameter.yaml sam-with-1-mb.yaml sam-translated.json; do
  rules="$(venv/bin/cfn-lint --format parseable "$template" | cut -d: -f6 | sort -u | xargs || true)"
  echo "$template: ${rules:-nothing}"
done >seen
cat seen
diff seen - <<'SEEN'
mapping.yaml: E3505
default-of-queue.yaml: E3505
parameter.yaml: nothing
alias.yaml: nothing
imported-queue.yaml: nothing
sam.yaml: nothing
sam-with-alias.yaml: nothing
sam-with-parameter.yaml: nothing
sam-with-1-mb.yaml: E3034
sam-translated.json: E3505
SEEN
