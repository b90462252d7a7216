// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.replay.compare;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.notenboom.auth.replay.signed.SignatureCheck;
import io.notenboom.auth.replay.signed.SignedObject;
import io.notenboom.auth.replay.signed.SignedObjects;
import io.notenboom.auth.replay.signed.Verdict;
import io.notenboom.trust.credential.CredentialRefusedException;
import io.notenboom.trust.credential.CredentialStatusChecker;
import io.notenboom.trust.credential.UnverifiedCredential;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Lists of credentials: all of ours have to be in theirs, as they are; what theirs has beyond was issued or loaded before the
 * recording began or between its items, and has to be signed. A revocation is told for what is revoked and for nothing else.
 */
final class Listings {

    private final ReplayedExchange replayed;
    private final Findings findings;
    private final List<String> problems = new ArrayList<>();

    private Listings(ReplayedExchange replayed, Findings findings) {
        this.replayed = replayed;
        this.findings = findings;
    }

    /** Whether the answer is such a list. */
    static boolean is(ReplayedExchange replayed) {
        boolean wallet = replayed.operation() == Operation.VCR
                && replayed.exchange().method().equals("GET")
                && replayed.exchange().url().getPath().matches(".*/holder/[^/]+/vc");
        return replayed.exchange().successful()
                && replayed.ours().successful()
                && (wallet || replayed.operation() == Operation.ISSUED_SEARCH);
    }

    /** What differs. */
    static List<String> differences(ReplayedExchange replayed, Findings findings) {
        Listings listings = new Listings(replayed, findings);
        listings.compare();
        return listings.problems;
    }

    private void compare() {
        Map<String, JsonNode> theirs = byId(replayed.theirs());
        Map<String, JsonNode> ours = byId(replayed.ours().body());
        ours.forEach((id, credential) -> {
            JsonNode other = theirs.get(id);
            if (other == null) {
                problems.add("theirs lacks the credential " + id);
            } else if (!credential(other).equals(credential(credential))) {
                problems.add("the credential " + id + " is another one than was issued or loaded");
            }
        });
        theirs.forEach((id, element) -> {
            if (!ours.containsKey(id)) {
                further(id, credential(element));
            }
            revocation(id, element);
        });
    }

    private void further(String id, JsonNode credential) {
        Optional<UnverifiedCredential> read = read(credential);
        SignatureCheck check = new SignatureCheck(replayed.node().resolver());
        List<SignedObject> objects = SignedObjects.in(credential.toString());
        boolean signed =
                !objects.isEmpty() && objects.stream().allMatch(object -> check.check(object) instanceof Verdict.Valid);
        Instant now = replayed.exchange().endedAt();
        boolean fits = read.filter(found -> !found.content().issuedAt().isAfter(now)
                        && query("issuer", found.content().issuer().value())
                        && query(
                                "subject",
                                found.content()
                                        .subjectId()
                                        .map(Object::toString)
                                        .orElse("")))
                .isPresent();
        if (signed && fits) {
            findings.differs(
                    "a credential in the list was issued or loaded outside of the recorded items; its signature"
                            + " holds");
        } else {
            problems.add("theirs has the credential " + id + ", which nothing recorded issued or loaded");
        }
    }

    /** Whether a parameter of the query, if it is there, has this value. */
    private boolean query(String name, String value) {
        String query =
                Optional.ofNullable(replayed.exchange().url().getRawQuery()).orElse("");
        for (String pair : query.split("&")) {
            if (pair.startsWith(name + "=")) {
                return URLDecoder.decode(pair.substring(name.length() + 1), StandardCharsets.UTF_8)
                        .equals(value);
            }
        }
        return true;
    }

    private void revocation(String id, JsonNode element) {
        if (replayed.operation() != Operation.ISSUED_SEARCH) {
            return;
        }
        boolean revoked = read(credential(element))
                .filter(found -> replayed.node().status(found) == CredentialStatusChecker.Outcome.REVOKED)
                .isPresent();
        if (revoked != element.has("revocation")) {
            problems.add("theirs " + (revoked ? "lacks" : "tells") + " the revocation of " + id);
        } else if (revoked) {
            findings.differs(
                    "ours leaves the state of a credential to its status list, theirs adds a revocation record");
        }
    }

    private static Map<String, JsonNode> byId(JsonNode list) {
        Map<String, JsonNode> byId = new LinkedHashMap<>();
        JsonNode elements = list.isArray() ? list : list.path("verifiableCredentials");
        for (JsonNode element : elements) {
            String id = read(credential(element))
                    .map(found -> String.valueOf(found.content().id()))
                    .orElse("without id " + byId.size());
            byId.put(id, element);
        }
        return byId;
    }

    private static JsonNode credential(JsonNode element) {
        return element.has("verifiableCredential") ? element.path("verifiableCredential") : element;
    }

    private static Optional<UnverifiedCredential> read(JsonNode credential) {
        try {
            return Optional.of(UnverifiedCredential.parse(
                    credential.isMissingNode() ? JsonNodeFactory.instance.nullNode() : credential));
        } catch (CredentialRefusedException unusable) {
            return Optional.empty();
        }
    }
}
