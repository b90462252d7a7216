// SPDX-License-Identifier: Apache-2.0
package io.notenboom.testkit.vault;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A call that was allowed.
 *
 * @param operation what is done
 * @param path segments below the mount
 * @param token that it was made with; null for a login
 */
record StandInCall(
        Operation operation,
        List<String> path,
        ObjectNode body,
        @Nullable String token) {

    /** What a call does. */
    enum Operation {
        READ,
        LIST,
        WRITE,
        DELETE
    }

    StandInCall {
        path = List.copyOf(path);
    }

    /** The same below a mount or a part of a path. */
    StandInCall below(int segments) {
        return new StandInCall(operation, path.subList(segments, path.size()), body, token);
    }

    String segment(int index) {
        return index < path.size() ? path.get(index) : "";
    }

    boolean is(Operation wanted, int length) {
        return operation == wanted && path.size() == length;
    }

    String text(String member) {
        return body.path(member).asText();
    }

    /** A duration as Vault takes it: seconds as a number or a text, or with a unit. */
    static long seconds(JsonNode value, long otherwise) {
        if (value.isMissingNode() || value.isNull()) {
            return otherwise;
        }
        String text = value.asText();
        if (text.isEmpty()) {
            return otherwise;
        }
        long factor = text.endsWith("h") ? 3_600 : text.endsWith("m") ? 60 : 1;
        return factor * Long.parseLong(text.replaceAll("[hms]$", ""));
    }
}
