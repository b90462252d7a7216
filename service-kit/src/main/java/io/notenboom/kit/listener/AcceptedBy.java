// SPDX-License-Identifier: Apache-2.0
package io.notenboom.kit.listener;

import io.smallrye.common.vertx.VertxContext;
import io.vertx.core.Context;
import io.vertx.core.Vertx;

/** Remembers, for the rest of a request, which listener accepted its connection. */
public final class AcceptedBy {

    private static final String LOCAL = "notenboom.listener";

    private AcceptedBy() {}

    /**
     * Marks the current request.
     *
     * @throws IllegalStateException when the current context is not that of one request
     */
    static void mark(Listener listener) {
        Context context = Vertx.currentContext();
        if (context == null || !VertxContext.isDuplicatedContext(context)) {
            throw new IllegalStateException("not in the context of one request");
        }
        context.putLocal(LOCAL, listener);
    }

    /** The listener of the current request; what no additional server marked came in at Quarkus' own one. */
    public static Listener current() {
        Context context = Vertx.currentContext();
        if (context == null || !VertxContext.isDuplicatedContext(context)) {
            return Listener.INTERNAL;
        }
        Listener marked = context.getLocal(LOCAL);
        return marked == null ? Listener.INTERNAL : marked;
    }
}
