// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.replay;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.notenboom.auth.replay.compare.Findings;
import io.notenboom.auth.replay.node.ReplayNode;
import io.notenboom.auth.replay.recording.RecordedExchange;
import io.notenboom.auth.replay.signed.SignatureCheck;
import io.notenboom.auth.replay.signed.SignedObject;
import io.notenboom.auth.replay.signed.SignedObjects;
import io.notenboom.auth.replay.signed.Verdict;
import io.notenboom.trust.did.Did;
import io.notenboom.trust.did.DidDocumentReader;
import io.notenboom.trust.did.DidResolutionException;
import io.notenboom.trust.json.JsonInputException;
import io.notenboom.trust.json.StrictJson;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Documents that stand beside the exchanges: they verify, and are those that were exchanged. */
final class DocumentCheck {

    private static final int MAX = 4 * 1024 * 1024;

    private final World world;
    private final List<JsonNode> answered = new ArrayList<>();

    DocumentCheck(World world) {
        this.world = world;
        for (RecordedExchange exchange : world.recording().exchanges()) {
            JsonNode answer = exchange.answer();
            answered.add(answer);
            answer.path("documents").forEach(answered::add);
        }
    }

    void check(String name, String text, Findings findings) {
        JsonNode json = parse(text);
        List<SignedObject> signed = SignedObjects.in(text);
        if (json.path("verificationMethod").isArray()) {
            document(json, findings);
        } else if (signed.isEmpty()) {
            findings.undecided(
                    name + " is of a kind that is not known: no exchange, DID document or signature is in it");
        } else {
            signatures(signed, findings);
            exchanged(json.isMissingNode() ? text : "", json, findings);
        }
    }

    private static JsonNode parse(String text) {
        try {
            return StrictJson.parse(text, MAX);
        } catch (JsonInputException noJson) {
            return MissingNode.getInstance();
        }
    }

    private void document(JsonNode json, Findings findings) {
        Optional<Did> did = Did.tryParse(json.path("id").asText());
        try {
            if (did.isEmpty()) {
                findings.problem("the DID document has no DID as id");
                return;
            }
            int keys = DidDocumentReader.read(did.get(), StrictJson.write(json))
                    .verificationMethods()
                    .size();
            findings.held("DID document with " + keys + (keys == 1 ? " key" : " keys") + " read");
        } catch (DidResolutionException unusable) {
            findings.problem(
                    "the DID document cannot be used: " + unusable.reason().description());
            return;
        }
        List<JsonNode> same = answered.stream()
                .filter(answer -> answer.path("id").equals(json.path("id")) && answer.has("verificationMethod"))
                .toList();
        boolean equal = same.stream().anyMatch(answer -> sameKeys(answer, json));
        if (equal) {
            findings.held("its keys are those of an answer");
        } else if (!same.isEmpty()) {
            findings.problem("no answer of this DID has the same keys and relations");
        }
    }

    /** Services come and go; keys and what they are for are what counts. */
    private static boolean sameKeys(JsonNode one, JsonNode other) {
        for (String member : List.of(
                "verificationMethod",
                "assertionMethod",
                "authentication",
                "capabilityInvocation",
                "capabilityDelegation",
                "keyAgreement")) {
            if (!one.path(member).equals(other.path(member))) {
                return false;
            }
        }
        return true;
    }

    private void signatures(List<SignedObject> signed, Findings findings) {
        ReplayNode verifier = world.nodes().iterator().next();
        SignatureCheck check = new SignatureCheck(verifier.resolver());
        for (SignedObject object : signed) {
            switch (check.check(object)) {
                case Verdict.Valid _ -> findings.held("signature of a " + object.kind() + " verified");
                case Verdict.ValidWithoutUndefined without ->
                    findings.differs("ours refuses this " + object.kind() + ": no context defines " + without.members()
                            + ", so its proof does not cover it (defect of theirs: they accept it)");
                case Verdict.ValidWithAnotherKey _ ->
                    findings.problem("a " + object.kind() + " is signed with another key than the one that it names");
                case Verdict.Invalid invalid ->
                    findings.problem("a " + object.kind() + " does not verify: " + invalid.why());
            }
        }
    }

    /** A document that names the id of an answered one is that one, unless members were added that nothing defines. */
    private void exchanged(String text, JsonNode json, Findings findings) {
        if (!text.isEmpty()) {
            boolean there = world.recording()
                    .all()
                    .anyMatch(exchange -> exchange.responseText().contains(text)
                            || exchange.requestText().contains(text));
            if (there) {
                findings.held("it is in an exchange");
            }
            return;
        }
        List<JsonNode> same = answered.stream()
                .filter(answer ->
                        !json.path("id").isMissingNode() && answer.path("id").equals(json.path("id")))
                .toList();
        if (same.stream().anyMatch(json::equals)) {
            findings.held("it is the one of an answer");
        } else if (!same.isEmpty() && findings.differences().isEmpty()) {
            findings.problem("the answer with its id holds another document");
        }
    }
}
