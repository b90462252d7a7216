// SPDX-License-Identifier: Apache-2.0
package io.notenboom.proxy.server;

import com.google.errorprone.annotations.CheckReturnValue;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import org.jspecify.annotations.Nullable;

/** What the PDP answered. */
@CheckReturnValue
sealed interface Decision {

    /**
     * The request may go on.
     *
     * @param id decision id
     * @param clientId who asked, for the backend's own audit
     * @param flowId the flow that carries the permit
     * @param confirm whether the PDP must be told what the backend answered
     */
    record Permit(
            String id, @Nullable String clientId, @Nullable String flowId, boolean confirm) implements Decision {}

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
