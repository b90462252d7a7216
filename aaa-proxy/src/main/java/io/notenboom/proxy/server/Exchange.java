// SPDX-License-Identifier: Apache-2.0
package io.notenboom.proxy.server;

import io.notenboom.proxy.policy.RawTarget;
import io.notenboom.proxy.policy.Refusal;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One request of a client and its answer. The body of the request is paused until somebody wants it; when nobody did, the
 * connection is closed after the answer.
 */
final class Exchange {

    private static final Pattern REQUEST_ID = Pattern.compile("[A-Za-z0-9._-]{1,128}");
    private static final long LINGER_MILLISECONDS = 2_000;
    private static final long MILLION = 1_000_000;

    private final Vertx vertx;
    private final HttpServerRequest request;
    private final RawTarget target;
    private final String requestId;
    private final long start = System.nanoTime();
    private String decisionId = "";
    private boolean bodyTaken;
    private @Nullable Runnable atEnd;
    private @Nullable Runnable whenAbandoned;
    private boolean held;
    private boolean over;

    Exchange(Vertx vertx, HttpServerRequest request, RawTarget target, String freshRequestId) {
        this.vertx = vertx;
        this.request = request;
        this.target = target;
        String given = request.getHeader("X-Request-Id");
        this.requestId = given != null && REQUEST_ID.matcher(given).matches() ? given : freshRequestId;
    }

    /** Whether the client announced a body, be it an empty chunked one. */
    static boolean announcesBody(HttpServerRequest request) {
        String length = request.getHeader("Content-Length");
        return (length != null && !length.equals("0")) || request.headers().contains("Transfer-Encoding");
    }

    HttpServerRequest request() {
        return request;
    }

    HttpServerResponse response() {
        return request.response();
    }

    RawTarget target() {
        return target;
    }

    String requestId() {
        return requestId;
    }

    String decisionId() {
        return decisionId;
    }

    void decided(String id) {
        decisionId = id;
    }

    /** Sets what happens once, when the exchange is over, in whatever way. */
    void atEnd(Runnable action) {
        atEnd = action;
        response().endHandler(end -> over());
        response().closeHandler(closed -> {
            if (whenAbandoned != null) {
                whenAbandoned.run();
            }
            over();
        });
    }

    /** Sets what happens when the client goes away before it was answered. */
    void whenAbandoned(Runnable action) {
        whenAbandoned = action;
    }

    /** Closes the connection in the middle of an answer, so that the client notices that it is not whole. */
    void breakOff() {
        var unused = response().reset();
        over();
    }

    /** Keeps the exchange from being over, although the client may have gone: something must still be brought to its end. */
    void hold() {
        held = true;
    }

    /** Ends {@link #hold()}. */
    void release() {
        held = false;
        if (over) {
            over();
        }
    }

    private void over() {
        over = true;
        Runnable action = held ? null : atEnd;
        if (action != null) {
            atEnd = null;
            action.run();
        }
    }

    /** To be called before the body is read or streamed: tells a client that waits for it to send the body. */
    void takeBody() {
        bodyTaken = true;
        if ("100-continue".equalsIgnoreCase(request.getHeader("Expect"))) {
            response().writeContinue();
        }
    }

    /** Whether there is still somebody to answer, and nothing was answered yet. */
    boolean open() {
        return !response().headWritten() && !response().closed();
    }

    /** Answers with an error of this proxy. */
    void refuse(Refusal refusal) {
        if (!open()) {
            return;
        }
        response().setStatusCode(refusal.status()).putHeader("Content-Type", "application/fhir+json");
        if (refusal.status() == Refusal.TOO_MANY_REQUESTS.status() || refusal.status() == Refusal.STOPPING.status()) {
            response().putHeader("Retry-After", "1");
        }
        end(Buffer.buffer(refusal.body()));
    }

    /** Answers what the PDP answered. */
    void relay(Decision.Refused refused) {
        if (!open()) {
            return;
        }
        response().setStatusCode(refused.status());
        response().headers().addAll(refused.headers());
        String id = refused.headers().get("X-Decision-Id");
        decisionId = id == null ? "" : id;
        end(refused.body());
    }

    /** Answers without a body. */
    void answer(int status) {
        if (open()) {
            response().setStatusCode(status);
            end(Buffer.buffer());
        }
    }

    /** Sets the headers that every answer carries. */
    void sign() {
        response().putHeader("X-Request-Id", requestId);
        if (!decisionId.isEmpty()) {
            response().putHeader("X-Decision-Id", decisionId);
        }
    }

    private void end(Buffer body) {
        sign();
        boolean unread = announcesBody(request) && !(bodyTaken && request.isEnded());
        if (unread) {
            response().putHeader("Connection", "close");
        }
        response().end(body).onComplete(done -> {
            if (unread) {
                linger();
            }
        });
    }

    /** Lets the client read the answer before its unread body makes the connection break. */
    private void linger() {
        request.handler(ignored -> {});
        request.exceptionHandler(ignored -> {});
        request.endHandler(end -> close());
        request.resume();
        vertx.setTimer(LINGER_MILLISECONDS, timer -> close());
    }

    private void close() {
        var unused = request.connection().close();
    }

    void log(ProxyMeters meters) {
        int status = response().getStatusCode();
        meters.answered(status);
        ProxyLog.access(
                requestId,
                request.method().name(),
                target.path(),
                status,
                decisionId.isEmpty() ? "-" : decisionId,
                (System.nanoTime() - start) / MILLION);
    }
}
