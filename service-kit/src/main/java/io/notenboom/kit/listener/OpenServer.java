// SPDX-License-Identifier: Apache-2.0
package io.notenboom.kit.listener;

import io.vertx.core.AbstractVerticle;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.KeyCertOptions;
import io.vertx.core.net.SSLOptions;
import io.vertx.core.net.TrustOptions;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One port that several event loops serve: Vert.x gives each connection to the next loop. Methods wait for their effect. */
final class OpenServer {

    private static final int WAIT_SECONDS = 8;
    /**
     * Servers that ask for the same negative port share one that the system chooses. Each listener has its own number; Quarkus'
     * main server takes -1.
     */
    private static final int SHARED_RANDOM_PORT = -1_000;

    /**
     * What is done with what comes.
     *
     * @param connections is told of each connection when it is made, after its TLS handshake
     * @param requests answers
     */
    record Handlers(Handler<HttpConnection> connections, Handler<HttpServerRequest> requests) {}

    private final Vertx vertx;
    private final HttpServer server;
    private final String deployment;

    private OpenServer(Vertx vertx, HttpServer server, String deployment) {
        this.vertx = vertx;
        this.server = server;
        this.deployment = deployment;
    }

    /**
     * Opens the port. It stays open until {@link #close}, whoever calls: a caller on the context of a Vert.x deployment, such as an
     * observer of the start of Quarkus' own server, would otherwise make it part of that deployment, and it would be closed with it.
     *
     * @param options with port 0 for a free one
     * @param loops number of event loops
     * @throws IllegalStateException if it cannot be bound
     */
    static OpenServer open(Vertx vertx, Listener listener, HttpServerOptions options, int loops, Handlers handlers) {
        String address = options.getHost() + ":" + options.getPort();
        if (options.getPort() == 0) {
            options.setPort(SHARED_RANDOM_PORT - listener.ordinal());
        }
        AtomicReference<@Nullable HttpServer> any = new AtomicReference<>();
        String deployment = await(
                onOwnThread(() -> vertx.deployVerticle(
                        () -> new Loop(options, handlers, any), new DeploymentOptions().setInstances(loops))),
                "cannot listen on " + address + ": is the port taken?");
        HttpServer server = any.get();
        if (server == null) {
            throw new IllegalStateException("nothing listens on " + address);
        }
        return new OpenServer(vertx, server, deployment);
    }

    private static final class Loop extends AbstractVerticle {

        private final HttpServerOptions options;
        private final Handlers handlers;
        private final AtomicReference<@Nullable HttpServer> any;

        Loop(HttpServerOptions options, Handlers handlers, AtomicReference<@Nullable HttpServer> any) {
            this.options = options;
            this.handlers = handlers;
            this.any = any;
        }

        @Override
        public void start(Promise<Void> started) {
            vertx.createHttpServer(options)
                    .connectionHandler(handlers.connections())
                    .requestHandler(handlers.requests())
                    .listen()
                    .onSuccess(any::set)
                    .<Void>mapEmpty()
                    .onComplete(started);
        }
    }

    /** The port, also when the system chose it. */
    int port() {
        return server.actualPort();
    }

    /** New connections use the new certificate, the existing ones stay. */
    void replaceCertificates(KeyCertOptions key, @Nullable TrustOptions trust) {
        SSLOptions changed = new SSLOptions()
                .setUseAlpn(true)
                .removeEnabledSecureTransportProtocol("TLSv1")
                .removeEnabledSecureTransportProtocol("TLSv1.1")
                .setKeyCertOptions(key);
        if (trust != null) {
            changed.setTrustOptions(trust);
        }
        var unused = await(server.updateSSLOptions(changed, true), "the certificates of a listener cannot be changed");
    }

    void close() {
        var unused = await(vertx.undeploy(deployment), "a listener could not be closed");
    }

    /** On a thread that no deployment has a part in. */
    private static <T> CompletionStage<T> onOwnThread(Supplier<Future<T>> action) {
        return CompletableFuture.supplyAsync(action, Thread::startVirtualThread).thenCompose(Future::toCompletionStage);
    }

    private static <T> T await(Future<T> future, String failureText) {
        return await(future.toCompletionStage(), failureText);
    }

    private static <T> T await(CompletionStage<T> stage, String failureText) {
        try {
            return stage.toCompletableFuture().get(WAIT_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(failureText, interrupted);
        } catch (ExecutionException | TimeoutException failure) {
            throw new IllegalStateException(failureText, failure);
        }
    }
}
