// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.replay;

import io.notenboom.auth.replay.compare.Findings;
import io.notenboom.auth.replay.recording.RecordedExchange;
import io.notenboom.auth.replay.signed.SignatureCheck;
import io.notenboom.auth.replay.signed.SignedObject;
import io.notenboom.auth.replay.signed.SignedObjects;
import io.notenboom.auth.replay.signed.Verdict;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Verifies every signature in an exchange. One that does not hold has to be what the recorded node refused: in the request, with a
 * refusal that is about it. Answers hold nothing that does not verify, unless it came with the request.
 */
final class SignatureFindings {

    private static final Pattern ABOUT_SIGNATURES = Pattern.compile(
            "signature|signing algorithm|no kid|could not verify|DPoP header is invalid|invalid proof"
                    + "|failed to parse DPoP|resolve",
            Pattern.CASE_INSENSITIVE);

    /** What recorded nodes say before every reason for which they refuse a JWT, whatever it is. */
    private static final String OF_EVERY_JWT = "unable to validate JWT signature";

    private static final Pattern ABOUT_A_CREDENTIAL = Pattern.compile("invalid VC|invalid credential");
    private static final Pattern ABOUT_THE_SIGNER =
            Pattern.compile("signer is not credential subject|holder must equal|no kid header");

    private final SignatureCheck check;
    private final RecordedExchange exchange;
    private final Findings findings;

    SignatureFindings(SignatureCheck check, RecordedExchange exchange, Findings findings) {
        this.check = check;
        this.exchange = exchange;
        this.findings = findings;
    }

    void verify() {
        List<SignedObject> sent = new ArrayList<>(SignedObjects.in(exchange.requestText()));
        exchange.requestHeaders().stream()
                .filter(header -> header.getKey().equalsIgnoreCase("DPoP"))
                .forEach(header -> sent.addAll(SignedObjects.in(header.getValue())));
        Set<String> known = new HashSet<>();
        for (SignedObject object : sent) {
            known.add(object.text());
            judge(object, check.check(object));
        }
        for (SignedObject object : SignedObjects.in(exchange.responseText())) {
            if (!known.contains(object.text())) {
                judgeAnswer(object, check.check(object));
            }
        }
    }

    private void judge(SignedObject object, Verdict verdict) {
        switch (verdict) {
            case Verdict.Valid _ -> findings.held("signature of a " + object.kind() + " verified");
            case Verdict.ValidWithoutUndefined without ->
                findings.held("signature of a " + object.kind() + " verified without " + without.members()
                        + ", which no context defines");
            case Verdict.ValidWithAnotherKey _ -> {
                if (refused() && ABOUT_THE_SIGNER.matcher(reason()).find()) {
                    findings.held("a " + object.kind() + " that names another key than it is signed with is refused");
                } else {
                    wrong(object, "it is signed with another key than the one that it names");
                }
            }
            case Verdict.Invalid invalid -> {
                if (refused() && isAbout(object)) {
                    findings.held("a " + object.kind() + " is refused that does not verify: " + invalid.why());
                } else {
                    wrong(object, invalid.why());
                }
            }
        }
    }

    private void judgeAnswer(SignedObject object, Verdict verdict) {
        if (verdict instanceof Verdict.Valid) {
            findings.held("signature of a " + object.kind() + " verified");
        } else if (verdict instanceof Verdict.Invalid invalid) {
            findings.problem("exchange " + exchange.number() + ": the answer holds a " + object.kind()
                    + " that does not verify: " + invalid.why());
        } else {
            findings.problem("exchange " + exchange.number() + ": the answer holds a " + object.kind()
                    + " that verifies only in part");
        }
    }

    private void wrong(SignedObject object, String why) {
        findings.problem("exchange " + exchange.number() + ": a " + object.kind() + " does not verify (" + why
                + "), and "
                + (refused() ? "the recorded refusal is about something else" : "the recorded node accepted it"));
    }

    private boolean refused() {
        return !exchange.successful()
                || exchange.answer().path("validity").asText().equals("false")
                || exchange.answer().path("valid").asText().equals("false");
    }

    /** A refusal that names a credential is about credentials; another one is about what the request holds outermost. */
    private boolean isAbout(SignedObject object) {
        String reason = reason();
        if (!ABOUT_SIGNATURES.matcher(reason).find()) {
            return false;
        }
        boolean credential = ABOUT_A_CREDENTIAL.matcher(reason).find();
        boolean proof = object instanceof SignedObject.Jwt jwt && jwt.isProof();
        if (proof) {
            return reason.contains("DPoP");
        }
        return credential ? object.isCredential() : object.depth() == 0;
    }

    private String reason() {
        return exchange.responseText().replace(OF_EVERY_JWT, "");
    }
}
