// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.authzen;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * A subject or resource (Authorization API 1.0, sections 5.1 and 5.2).
 *
 * @param id empty for the entity that is searched
 */
public record Entity(String type, String id, ObjectNode properties) {

    public Entity {
        properties = properties.deepCopy();
    }

    /** Without properties. */
    public static Entity of(String type, String id) {
        return new Entity(type, id, JsonNodeFactory.instance.objectNode());
    }

    /** The same with an id. */
    public Entity withId(String other) {
        return new Entity(type, other, properties);
    }

    /** A property; a missing node when there is none. */
    public JsonNode property(String name) {
        return properties.path(name);
    }
}
