// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.authzen;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * Reads questions. Members that the specification does not know are passed over; those that it knows have the types that it
 * says.
 */
public final class QuestionReader {

    private static final int MAX_TEXT = 2048;

    private QuestionReader() {}

    /**
     * Reads an evaluation.
     *
     * @throws MalformedQuestionException when something is missing or of another type
     */
    public static AccessQuestion evaluation(JsonNode json) {
        return new AccessQuestion(
                entity(json, "subject", true), action(json), entity(json, "resource", true), object(json, "context"));
    }

    /**
     * Reads a search; an id of what is searched is passed over.
     *
     * @throws MalformedQuestionException when something is missing or of another type
     */
    public static AccessQuestion search(Searched searched, JsonNode json) {
        Entity subject = entity(json, "subject", searched != Searched.SUBJECT);
        Entity resource = entity(json, "resource", searched != Searched.RESOURCE);
        return new AccessQuestion(
                searched == Searched.SUBJECT ? subject.withId("") : subject,
                searched == Searched.ACTION ? Action.of("") : action(json),
                searched == Searched.RESOURCE ? resource.withId("") : resource,
                object(json, "context"));
    }

    private static Entity entity(JsonNode json, String member, boolean identified) {
        JsonNode entity = required(json, member);
        return new Entity(
                text(entity, member, "type"),
                identified ? text(entity, member, "id") : "",
                object(entity, "properties"));
    }

    private static Action action(JsonNode json) {
        JsonNode action = required(json, "action");
        return new Action(text(action, "action", "name"), object(action, "properties"));
    }

    private static JsonNode required(JsonNode json, String member) {
        if (!json.path(member).isObject()) {
            throw new MalformedQuestionException("Give " + member + " as an object.");
        }
        return json.path(member);
    }

    private static String text(JsonNode json, String owner, String member) {
        JsonNode value = json.path(member);
        if (!value.isTextual()
                || value.textValue().isEmpty()
                || value.textValue().length() > MAX_TEXT) {
            throw new MalformedQuestionException(
                    "Give " + owner + "." + member + " as a text of at most " + MAX_TEXT + " characters.");
        }
        return value.textValue();
    }

    private static ObjectNode object(JsonNode json, String member) {
        JsonNode value = json.path(member);
        if (value.isMissingNode() || value.isNull()) {
            return JsonNodeFactory.instance.objectNode();
        }
        if (value instanceof ObjectNode object) {
            return object;
        }
        throw new MalformedQuestionException("Give " + member + " as an object, or leave it out.");
    }
}
