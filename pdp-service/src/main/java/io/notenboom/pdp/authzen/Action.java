// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.authzen;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** An action (Authorization API 1.0, section 5.3). */
public record Action(String name, ObjectNode properties) {

    public Action {
        properties = properties.deepCopy();
    }

    /** Without properties. */
    public static Action of(String name) {
        return new Action(name, JsonNodeFactory.instance.objectNode());
    }

    /** A property; a missing node when there is none. */
    public JsonNode property(String name) {
        return properties.path(name);
    }
}
