// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.explain;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.notenboom.pdp.decision.AccessToken;
import io.notenboom.pdp.decision.CheckName;
import io.notenboom.pdp.decision.PepOutcome;
import io.notenboom.pdp.decision.Question;
import io.notenboom.pdp.decision.TokenOutcome;
import io.notenboom.pdp.flow.Flow;
import io.notenboom.pdp.flow.Party;
import io.notenboom.pdp.log.LoggableText;
import io.notenboom.pdp.request.CanonicalRequest;
import io.notenboom.pdp.request.Credentials;
import io.notenboom.pdp.request.Interaction;
import io.notenboom.pdp.request.NonCanonical;
import io.notenboom.pdp.task.TaskDocument;
import io.notenboom.pdp.task.TaskState;
import java.util.Collection;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What each check looks at, with citizen service numbers masked; the token itself is not in it. */
final class CheckInputs {

    private final Question question;
    private final @Nullable Flow flow;

    /** Of a question, and of the flow for the checks that look at one. */
    CheckInputs(Question question, @Nullable Flow flow) {
        this.question = question;
        this.flow = flow;
    }

    ObjectNode of(CheckName check) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        switch (check) {
            case PEP_AUTHENTICATED -> pep(json);
            case CANONICAL_REQUEST -> request(json);
            case TOKEN_ACTIVE -> token(json);
            case AUDIENCE -> audience(json);
            case SENDER_CONSTRAINT -> constraint(json);
            case CLIENT_IS_RECEIVER -> client(json);
            case RESOURCE_IN_FLOW -> resource(json);
            case METHOD_ALLOWED -> method(json);
            case SCOPE_ALLOWED -> scope(json);
            case STATE_ALLOWS -> state(json);
            case USER_CONTEXT -> user(json);
            case TRANSITION_ALLOWED -> transition(json);
        }
        return json;
    }

    private Optional<PepOutcome.Authenticated> authenticated() {
        return question.pep() instanceof PepOutcome.Authenticated pep ? Optional.of(pep) : Optional.empty();
    }

    private Optional<CanonicalRequest> canonical() {
        return question.request() instanceof CanonicalRequest request ? Optional.of(request) : Optional.empty();
    }

    private Optional<AccessToken> active() {
        return question.presented().token() instanceof TokenOutcome.Active active
                ? Optional.of(active.token())
                : Optional.empty();
    }

    private Optional<Flow> flow() {
        return Optional.ofNullable(flow);
    }

    private void pep(ObjectNode json) {
        switch (question.pep()) {
            case PepOutcome.Refused refused ->
                json.put("refused", refused.reason().code());
            case PepOutcome.Authenticated pep ->
                json.put("guards", pep.kind().name().toLowerCase(Locale.ROOT)).put("subject", pep.subject());
        }
    }

    private void request(ObjectNode json) {
        switch (question.request()) {
            case NonCanonical refused -> json.put("refused", refused.reason().wireName());
            case CanonicalRequest request -> {
                json.put("interaction", request.interaction().wireName());
                json.put("resource", text(request.resource().reference())).put("path", text(request.path()));
            }
        }
    }

    private void token(ObjectNode json) {
        canonical().ifPresent(request -> json.put("presented", scheme(request.credentials())));
        json.put(
                "introspection",
                switch (question.presented().token()) {
                    case TokenOutcome.NotAsked notAsked -> "not asked";
                    case TokenOutcome.Inactive inactive -> "inactive";
                    case TokenOutcome.Unavailable unavailable -> "unavailable";
                    case TokenOutcome.Active active -> "active";
                });
        active().ifPresent(token -> json.put("expires", token.expires().toString()));
        json.put("now", question.now().toString());
    }

    private static String scheme(Credentials credentials) {
        return switch (credentials) {
            case Credentials.Absent absent -> "none";
            case Credentials.Bearer bearer -> "bearer";
            case Credentials.DemonstratedPossession possession -> "dpop";
        };
    }

    private void audience(ObjectNode json) {
        active().ifPresent(token -> {
            json.put("issuer", text(token.origin().issuer()));
            texts(json.putArray("audiences"), token.origin().audiences());
        });
        authenticated().ifPresent(pep -> {
            texts(json.putArray("acceptedIssuers"), pep.issuers());
            texts(json.putArray("acceptedAudiences"), pep.audiences());
        });
    }

    private void constraint(ObjectNode json) {
        active().ifPresent(token -> json.put("boundTo", token.boundTo().orElse("nothing")));
        canonical().ifPresent(request -> json.put("presented", scheme(request.credentials())));
        json.put(
                "proof", question.presented().proof().getClass().getSimpleName().toLowerCase(Locale.ROOT));
    }

    private void client(ObjectNode json) {
        active().ifPresent(token -> party(json.putObject("client"), token.client()));
        flow().ifPresent(known -> {
            named(json, known);
            party(json.putObject("receiver"), known.parties().receiver());
            party(json.putObject("sender"), known.parties().sender());
        });
    }

    private static void named(ObjectNode json, Flow flow) {
        json.put("flow", flow.id()).put("flowVersion", flow.version());
    }

    private static void party(ObjectNode json, Party party) {
        texts(json.putArray("dids"), party.dids());
        texts(json.putArray("clientIds"), party.clientIds());
        party.uraNumber().ifPresent(ura -> json.put("ura", text(ura)));
    }

    private void resource(ObjectNode json) {
        canonical()
                .ifPresent(
                        request -> json.put("resource", text(request.resource().reference())));
        flow().ifPresent(known -> {
            named(json, known);
            json.put("task", known.task().reference())
                    .put("compositions", known.grants().compositions().size())
                    .put("resources", known.grants().resources().size());
        });
    }

    private void method(ObjectNode json) {
        canonical().ifPresent(request -> {
            json.put("interaction", request.interaction().wireName());
            flow().ifPresent(known -> texts(
                    json.putArray("opened"), opened(known, request.resource().reference())));
        });
    }

    private static TreeSet<String> opened(Flow flow, String reference) {
        TreeSet<String> opened = new TreeSet<>();
        if (flow.task().reference().equals(reference)) {
            flow.task().operations().stream().map(Interaction::wireName).forEach(opened::add);
        }
        flow.grants().compositions().stream()
                .filter(grant -> grant.reference().equals(reference))
                .flatMap(grant -> grant.operations().stream())
                .map(Interaction::wireName)
                .forEach(opened::add);
        flow.grants().resources().stream()
                .filter(grant -> grant.reference().equals(reference))
                .flatMap(grant -> grant.operations().stream())
                .map(Interaction::wireName)
                .forEach(opened::add);
        return opened;
    }

    private void scope(ObjectNode json) {
        active().ifPresent(token -> texts(json.putArray("scopes"), token.scopes()));
        authenticated()
                .ifPresent(pep ->
                        texts(json.putArray("opening"), question.profile().scopes(pep.kind())));
        json.put("profile", question.profile().name())
                .put("profileVersion", question.profile().version());
    }

    private void state(ObjectNode json) {
        json.put("now", question.now().toString());
        flow().ifPresent(known -> {
            json.put("state", known.task().state().wireName()).put("revoked", known.revoked());
            json.put("notBefore", known.validity().notBefore().toString());
            json.put("dataExpires", known.validity().dataExpires().toString());
            json.put("taskExpires", known.validity().taskExpires().toString());
            ObjectNode opens = json.putObject("opens");
            question.profile()
                    .opens()
                    .forEach((kind, states) -> texts(
                            opens.putArray(kind.wireName()),
                            states.stream().map(TaskState::wireName).toList()));
        });
    }

    private void user(ObjectNode json) {
        var rules = question.profile().user();
        json.put("identifierClaim", rules.identifierClaim()).put("assuranceClaim", rules.assuranceClaim());
        active().ifPresent(token -> {
            json.put("identified", token.claim(rules.identifierClaim()).isPresent());
            json.put("assurance", text(token.claim(rules.assuranceClaim()).orElse("")));
        });
    }

    private void transition(ObjectNode json) {
        Optional<TaskDocument> update = canonical().flatMap(CanonicalRequest::task);
        json.put("update", update.isPresent());
        flow().ifPresent(known -> json.put("from", known.task().state().wireName()));
        update.flatMap(TaskDocument::state).ifPresent(to -> {
            json.put("to", to.wireName());
            flow().ifPresent(known -> json.put(
                    "restUnchanged",
                    update.get().remainderHash(to).equals(known.task().remainderHash())));
        });
    }

    private static void texts(ArrayNode array, Collection<String> texts) {
        new TreeSet<>(texts).forEach(text -> array.add(text(text)));
    }

    private static String text(String text) {
        return LoggableText.of(text);
    }
}
