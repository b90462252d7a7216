// SPDX-License-Identifier: Apache-2.0
package io.notenboom.proxy.server;

import com.google.errorprone.annotations.CheckReturnValue;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import java.util.Map;

/** What the PDP answered. */
@CheckReturnValue
sealed interface Decision {

    /**
     * The request may go on.
     *
     * @param id decision id
     * @param requestHash hash of the request that was decided on
     * @param audit header fields for the backend's own audit: who asked, for which user and organisation, by which flow
     * @param confirm whether the PDP must be told what the backend answered
     */
    record Permit(String id, String requestHash, Map<String, String> audit, boolean confirm) implements Decision {

        public Permit {
            audit = Map.copyOf(audit);
        }
    }

    /**
     * The request is refused: 401, 403 or 422.
     *
     * @param headers those of the PDP's answer that the client gets
     */
    record Refused(int status, MultiMap headers, Buffer body) implements Decision {}

    /**
     * There is no decision.
     *
     * @param why for the log
     */
    record Unavailable(String why) implements Decision {}
}
