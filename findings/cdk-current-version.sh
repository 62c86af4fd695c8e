#!/usr/bin/env bash
# aws-cdk-lib 2.276.0 with constructs 10.8.1, seen with Node.js 20.20.
#
# One would guess: `fn.currentVersion` adds a version whenever the code changes, and the versions of earlier releases
# stay, so that the alias can return to one of them.
# Instead: the template always holds one version. A change gives it another logical ID, so the old one leaves the
# template, and without a deletion policy CloudFormation deletes it. A removal policy of RETAIN keeps it. A
# `lambda.Version` with a fixed ID keeps its logical ID, so a change to the code publishes nothing.
# Seen: below, for two releases that differ in their code alone.
# quizapp: the key of the question real-runs-cdk-old-versions rests on it.
set -euo pipefail
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
(cd "$work" && npm install --loglevel=error --no-audit --no-fund aws-cdk-lib@2.276.0 constructs@10.8.1) >"$work/npm.log" 2>&1 ||
    { cat "$work/npm.log" >&2; exit 1; }

cat >"$work/releases.cjs" <<'NODE'
const cdk = require('aws-cdk-lib');
const lambda = require('aws-cdk-lib/aws-lambda');

function versions(code, options, publish) {
  const app = new cdk.App({ outdir: `${__dirname}/cdk.out` });
  const stack = new cdk.Stack(app, 'Quotes');
  const fn = new lambda.Function(stack, 'Quote', {
    runtime: lambda.Runtime.NODEJS_22_X,
    handler: 'index.handler',
    code: lambda.Code.fromInline(code),
    ...options,
  });
  new lambda.Alias(stack, 'Live', { aliasName: 'live', version: publish(stack, fn) });
  const { Resources } = app.synth().getStackByName('Quotes').template;
  return Object.entries(Resources).filter(([, resource]) => resource.Type === 'AWS::Lambda::Version');
}

function compare(what, options, publish) {
  const [first, second] = ['exports.handler = async () => 1;', 'exports.handler = async () => 2;'].map((code) =>
    versions(code, options, publish),
  );
  const kept = second.some(([name]) => name === first[0][0]);
  const policy = first[0][1].DeletionPolicy ?? 'none';
  console.log(
    `${what}: ${first.length} version, then ${second.length}; the first is ${kept ? 'still' : 'no longer'} in the template; ` +
      `its deletion policy: ${policy}`,
  );
}

const current = (stack, fn) => fn.currentVersion;
compare('currentVersion', {}, current);
compare('currentVersion, RETAIN', { currentVersionOptions: { removalPolicy: cdk.RemovalPolicy.RETAIN } }, current);
compare('lambda.Version', {}, (stack, fn) => new lambda.Version(stack, 'Release', { lambda: fn }));
NODE
node "$work/releases.cjs" >"$work/seen" 2>"$work/node.log" || { cat "$work/node.log" >&2; exit 1; }
cat "$work/seen"
diff "$work/seen" - <<'SEEN'
currentVersion: 1 version, then 1; the first is no longer in the template; its deletion policy: none
currentVersion, RETAIN: 1 version, then 1; the first is no longer in the template; its deletion policy: Retain
lambda.Version: 1 version, then 1; the first is still in the template; its deletion policy: none
SEEN
