// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.store.authzen;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.notenboom.auth.token.scope.ScopeDecisions;
import io.notenboom.auth.token.scope.ScopeQuestion;
import io.notenboom.trust.json.StrictJson;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jboss.logging.Logger;

/**
 * Asks in the form of Nuts nodes: AuthZEN evaluations, subject {@code organization}, action {@code request_scope}, one
 * evaluation for each scope. Whatever is not one answer with a decision for each of them, in order, is no decision.
 */
public final class AuthzenScopeDecisions implements ScopeDecisions {

    private static final Logger LOG = Logger.getLogger(AuthzenScopeDecisions.class);

    private final DecisionPoint point;

    /** Asks this decision point. */
    public AuthzenScopeDecisions(DecisionPoint point) {
        this.point = point;
    }

    @Override
    public Decision decide(ScopeQuestion question) {
        Decision decision = ask(question);
        if (decision instanceof Decision.Unavailable unavailable) {
            LOG.warnf("no decision on the scopes of %s: %s", question.profile(), unavailable.cause());
        }
        return decision;
    }

    private Decision ask(ScopeQuestion question) {
        try {
            return read(point.evaluations(json(question)), question.scopes());
        } catch (DecisionPoint.Unavailable unavailable) {
            return new Decision.Unavailable(
                    Optional.ofNullable(unavailable.getMessage()).orElse("it does not answer"));
        }
    }

    /** The request, as Nuts nodes make it. */
    static ObjectNode json(ScopeQuestion question) {
        ObjectNode json = StrictJson.newObject();
        ObjectNode subject = json.putObject("subject")
                .put("type", "organization")
                .put("id", question.holder().value());
        ObjectNode properties = subject.putObject("properties");
        new TreeMap<>(question.claims()).forEach((owner, claims) -> {
            ObjectNode values = properties.putObject(owner);
            new TreeMap<>(claims).forEach(values::set);
        });
        json.putObject("action").put("name", "request_scope");
        json.putObject("context").put("policy", question.profile());
        ArrayNode evaluations = json.putArray("evaluations");
        question.scopes().forEach(scope -> evaluations
                .addObject()
                .putObject("resource")
                .put("type", "scope")
                .put("id", scope));
        return json;
    }

    private static Decision read(JsonNode answer, List<String> scopes) {
        JsonNode evaluations = answer.path("evaluations");
        if (!evaluations.isArray() || evaluations.size() != scopes.size()) {
            return new Decision.Unavailable("it answered another number of decisions than questions");
        }
        Set<String> granted = new HashSet<>();
        for (int index = 0; index < scopes.size(); index++) {
            JsonNode decision = evaluations.path(index).path("decision");
            if (!decision.isBoolean()) {
                return new Decision.Unavailable("it left a question without a decision");
            }
            if (decision.booleanValue()) {
                granted.add(scopes.get(index));
            }
        }
        return new Decision.Decided(granted);
    }
}
