// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.question;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.notenboom.pdp.decision.AccessToken;
import io.notenboom.pdp.decision.FlowsOutcome;
import io.notenboom.pdp.decision.PepOutcome;
import io.notenboom.pdp.decision.Question;
import io.notenboom.pdp.decision.TokenOutcome;
import io.notenboom.pdp.flow.Flow;
import io.notenboom.pdp.flow.Party;
import io.notenboom.pdp.log.LoggableText;
import io.notenboom.pdp.request.CanonicalOutcome;
import io.notenboom.pdp.request.CanonicalRequest;
import io.notenboom.pdp.request.Credentials;
import io.notenboom.pdp.request.NonCanonical;
import io.notenboom.pdp.task.TaskDocument;
import io.notenboom.pdp.task.TaskState;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Writes down everything that a decision was made of, without the token, the body or a citizen service number: the canonical
 * request, what introspection said, ids and versions of the flows, profile with version, and the time. Says {@code exact:false}
 * when something had to be masked or cut, because then the decision cannot be made again.
 */
public final class QuestionWriter {

    /** Most flows that a record names. */
    public static final int MAX_FLOWS = 128;

    private static final int MAX_CLAIMS = 64;
    private static final int MAX_CLAIM = 256;

    private QuestionWriter() {}

    /** The record's member {@code question}. */
    public static ObjectNode write(Question question, List<Flow> candidates) {
        RecordedText text = new RecordedText();
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("now", question.now().toString());
        pep(json.putObject("pep"), question.pep(), text);
        request(json.putObject("request"), question.request(), text);
        token(json.putObject("token"), question.presented().token(), text);
        json.put("proof", question.presented().proof().wireName());
        question.presented().certificate().ifPresent(thumbprint -> json.put("clientCertificate", text.of(thumbprint)));
        json.putObject("profile")
                .put("name", question.profile().name())
                .put("version", question.profile().version());
        flows(json, question.flows(), candidates, text);
        return json.put("exact", text.exact());
    }

    private static void pep(ObjectNode json, PepOutcome outcome, RecordedText text) {
        switch (outcome) {
            case PepOutcome.Refused refused ->
                json.put("refused", refused.reason().code())
                        .put("status", refused.reason().status());
            case PepOutcome.Authenticated pep -> {
                json.put("kind", pep.kind().name().toLowerCase(Locale.ROOT)).put("subject", text.of(pep.subject()));
                text.all(json.putArray("issuers"), pep.issuers());
                text.all(json.putArray("audiences"), pep.audiences());
                if (!pep.terms().equals(PepOutcome.Terms.NONE)) {
                    terms(json.putObject("terms"), pep.terms(), text);
                }
            }
        }
    }

    private static void terms(ObjectNode json, PepOutcome.Terms terms, RecordedText text) {
        json.put("fhirVersion", terms.fhirVersion().name().toLowerCase(Locale.ROOT));
        json.put("narrowScopes", terms.options().narrowScopes())
                .put("userAreas", text.of(terms.options().userAreas()));
        json.put("receiverMayCancel", terms.options().receiverMayCancel())
                .put("requireIfMatch", terms.options().requireIfMatch())
                .put("backendChecksBody", terms.options().backendChecksBody());
    }

    private static void request(ObjectNode json, CanonicalOutcome outcome, RecordedText text) {
        switch (outcome) {
            case NonCanonical refused -> json.put("refused", refused.reason().wireName());
            case CanonicalRequest request -> {
                json.put("interaction", request.interaction().wireName());
                json.put("type", text.of(request.resource().type()))
                        .put("id", text.of(request.resource().id()));
                json.put("path", text.of(request.path())).put("credentials", scheme(request.credentials()));
                request.task().ifPresent(task -> task(json.putObject("task"), task));
                if (request.versioned()) {
                    json.put("versioned", true);
                }
                request.parameters()
                        .forEach((name, value) -> json.withObject("/parameters").put(name, text.of(value)));
            }
        }
    }

    private static String scheme(Credentials credentials) {
        return switch (credentials) {
            case Credentials.Absent absent -> "none";
            case Credentials.Bearer bearer -> "bearer";
            case Credentials.DemonstratedPossession possession -> "dpop";
        };
    }

    private static void task(ObjectNode json, TaskDocument task) {
        Optional<TaskState> state = task.state();
        json.put("state", state.map(TaskState::wireName).orElse(""));
        json.put("remainderHash", task.remainderHash());
        json.put("remainderForState", state.map(task::remainderHash).orElse(""));
    }

    private static void token(ObjectNode json, TokenOutcome outcome, RecordedText text) {
        switch (outcome) {
            case TokenOutcome.NotAsked notAsked -> json.put("outcome", "not_asked");
            case TokenOutcome.Inactive inactive -> json.put("outcome", "inactive");
            case TokenOutcome.Unavailable unavailable -> json.put("outcome", "unavailable");
            case TokenOutcome.Active active -> {
                active(json.put("outcome", "active"), active.token(), text);
                active.boundToCertificate()
                        .ifPresent(thumbprint -> json.put("boundToCertificate", text.of(thumbprint)));
            }
        }
    }

    private static void active(ObjectNode json, AccessToken token, RecordedText text) {
        json.put("issuer", text.of(token.origin().issuer()));
        text.all(json.putArray("audiences"), token.origin().audiences());
        party(json.putObject("client"), token.client(), text);
        text.all(json.putArray("scopes"), token.scopes());
        json.put("expires", token.expires().toString());
        token.boundTo().ifPresent(thumbprint -> json.put("boundTo", text.of(thumbprint)));
        claims(json.putObject("claims"), token.claims(), text);
    }

    private static void party(ObjectNode json, Party party, RecordedText text) {
        text.all(json.putArray("dids"), party.dids());
        text.all(json.putArray("clientIds"), party.clientIds());
        party.uraNumber().ifPresent(ura -> json.put("ura", text.of(ura)));
    }

    /**
     * Of a claim it counts that it is not blank, or that it is a short word or an id; a masked id equals none that a request can
     * name without being masked as well, so masking takes nothing from it that a decision looks at.
     */
    private static void claims(ObjectNode json, Map<String, String> claims, RecordedText text) {
        if (claims.size() > MAX_CLAIMS) {
            text.incomplete();
        }
        new TreeMap<>(claims)
                .entrySet().stream()
                        .limit(MAX_CLAIMS)
                        .forEach(claim -> json.put(LoggableText.of(claim.getKey()), cut(claim.getValue())));
    }

    private static String cut(String value) {
        if (value.isBlank()) {
            return "";
        }
        String safe = LoggableText.of(value);
        return safe.length() > MAX_CLAIM ? safe.substring(0, MAX_CLAIM) + "..." : safe;
    }

    private static void flows(ObjectNode json, FlowsOutcome outcome, List<Flow> candidates, RecordedText text) {
        switch (outcome) {
            case FlowsOutcome.Unavailable unavailable -> json.put("flows", "unavailable");
            case FlowsOutcome.Known known -> {
                ArrayNode list = json.putArray("flows");
                candidates.stream()
                        .limit(MAX_FLOWS)
                        .forEach(flow -> list.addObject().put("id", flow.id()).put("version", flow.version()));
                if (candidates.size() > MAX_FLOWS) {
                    text.incomplete();
                }
            }
        }
    }
}
