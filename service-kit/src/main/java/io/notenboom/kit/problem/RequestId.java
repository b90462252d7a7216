// SPDX-License-Identifier: Apache-2.0
package io.notenboom.kit.problem;

import io.smallrye.common.vertx.VertxContext;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.ext.web.RoutingContext;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jboss.logging.MDC;

/** The id of a request: the caller's {@code X-Request-Id} when it is well formed, else a new one; part of every answer. */
public final class RequestId {

    /** Name of the header. */
    public static final String HEADER = "X-Request-Id";

    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9._-]{1,64}");
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final String KEY = RequestId.class.getName();

    private RequestId() {}

    /** The id of this request. */
    public static String of(RoutingContext context) {
        String known = context.get(KEY);
        if (known != null) {
            return known;
        }
        String asked = context.request().getHeader(HEADER);
        String id = asked != null && FORM.matcher(asked).matches() ? asked : random();
        context.put(KEY, id);
        remember(id);
        context.response().putHeader(HEADER, id);
        return id;
    }

    /** The id of the request that the present thread works for; empty outside a request. */
    public static Optional<String> current() {
        Context context = Vertx.currentContext();
        if (context == null || !VertxContext.isDuplicatedContext(context)) {
            return Optional.empty();
        }
        String id = context.getLocal(KEY);
        return Optional.ofNullable(id);
    }

    private static void remember(String id) {
        Context context = Vertx.currentContext();
        if (context != null && VertxContext.isDuplicatedContext(context)) {
            context.putLocal(KEY, id);
            MDC.put("requestId", id);
        }
    }

    private static String random() {
        byte[] bytes = new byte[12];
        RANDOM.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}
