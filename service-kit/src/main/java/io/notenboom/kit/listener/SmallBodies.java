// SPDX-License-Identifier: Apache-2.0
package io.notenboom.kit.listener;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.impl.RoutingContextInternal;
import java.util.regex.Pattern;

/**
 * Reads a small body on the event loop before the request goes on. Otherwise the thread that serves the request would wait for it,
 * piece by piece, which for a body of a few hundred bytes takes more time than all the rest.
 */
final class SmallBodies {

    /** Most bytes of a body that is read before anybody asked for it. */
    static final int MOST_BYTES = 65_536;

    private static final Pattern LENGTH = Pattern.compile("[1-9][0-9]{0,4}");

    private SmallBodies() {}

    /** Goes on with the request, at once or when its body is there. */
    static void next(RoutingContext context) {
        HttpServerRequest request = context.request();
        if (isSmall(request) && context instanceof RoutingContextInternal internal) {
            request.bodyHandler(body -> {
                internal.setBody(body);
                context.next();
            });
            request.resume();
        } else {
            context.next();
        }
    }

    /** It says how long it is, in one way only, and is sent without being asked for; of HTTP/2 Quarkus reads every body itself. */
    private static boolean isSmall(HttpServerRequest request) {
        String length = request.getHeader("Content-Length");
        return length != null
                && request.version() != HttpVersion.HTTP_2
                && LENGTH.matcher(length).matches()
                && Integer.parseInt(length) <= MOST_BYTES
                && request.getHeader("Transfer-Encoding") == null
                && request.getHeader("Expect") == null;
    }
}
