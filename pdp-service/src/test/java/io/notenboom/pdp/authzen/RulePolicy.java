// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.authzen;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.notenboom.trust.json.StrictJson;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * A policy over entities with properties: rules look at the properties, those of the request before those that are stored. For
 * tests with the entities of others.
 */
class RulePolicy implements NamedAccessPolicy {

    /** Stored entities by type and id. */
    private final Map<String, Map<String, ObjectNode>> entities = new TreeMap<>();

    private final Map<String, Rule> rules = new TreeMap<>();
    private final String tenant;

    RulePolicy(String tenant) {
        this.tenant = tenant;
    }

    /** When an action is permitted. */
    @FunctionalInterface
    interface Rule {

        /** @param searching whether stored properties count as well */
        boolean permits(Facts facts, boolean searching);
    }

    /** What is known of a question; stored properties are empty objects for entities that are not stored. */
    record Facts(AccessQuestion question, ObjectNode subject, ObjectNode resource, boolean known) {

        /** A property of the subject, as sent or else as stored. */
        String ofSubject(String name) {
            return question.subject().property(name).asText(subject.path(name).asText(""));
        }

        /** A property of the resource, as sent or else as stored. */
        String ofResource(String name) {
            return question.resource().property(name).asText(resource.path(name).asText(""));
        }
    }

    final RulePolicy entity(String type, String id, ObjectNode properties) {
        entities.computeIfAbsent(type, added -> new TreeMap<>()).put(id, properties.deepCopy());
        return this;
    }

    final RulePolicy rule(String action, Rule rule) {
        rules.put(action, rule);
        return this;
    }

    @Override
    public String tenant() {
        return tenant;
    }

    @Override
    public Answer evaluate(AccessQuestion question, Predicate<String> subjects) {
        boolean permitted = permits(question, false);
        return Answer.of(permitted, permitted ? "rule" : "no_rule");
    }

    @Override
    public boolean wouldPermit(AccessQuestion question, Predicate<String> subjects) {
        return permits(question, true);
    }

    private boolean permits(AccessQuestion question, boolean searching) {
        Rule rule = rules.get(question.action().name());
        ObjectNode subject = stored(question.subject());
        ObjectNode resource = stored(question.resource());
        boolean known = has(question.subject()) && has(question.resource());
        return rule != null && rule.permits(new Facts(question, subject, resource, known), searching);
    }

    private boolean has(Entity entity) {
        return entities.getOrDefault(entity.type(), Map.of()).containsKey(entity.id());
    }

    private ObjectNode stored(Entity entity) {
        ObjectNode found = entities.getOrDefault(entity.type(), Map.of()).get(entity.id());
        return found == null ? StrictJson.newObject() : found;
    }

    @Override
    public List<String> candidates(
            Searched searched, AccessQuestion question, Predicate<String> subjects, Window window) {
        return window.of(
                switch (searched) {
                    case SUBJECT -> ids(question.subject().type());
                    case RESOURCE -> ids(question.resource().type());
                    case ACTION -> rules.keySet().stream();
                });
    }

    private Stream<String> ids(String type) {
        return entities.getOrDefault(type, Map.of()).keySet().stream();
    }
}
