// SPDX-License-Identifier: Apache-2.0
package io.notenboom.e2e.drill.auth;

import io.notenboom.e2e.client.ApiClient;
import io.notenboom.e2e.client.StepFailure;
import io.notenboom.launcher.node.Node;
import io.notenboom.launcher.node.ServiceKind;
import io.notenboom.trust.secret.Secret;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * Everyday use of an authorization server, all the time: token requests, introspection with an API token, and a relying party
 * that verifies a credential that was issued just now. What is not as it should be is kept. Requests go to one of the replicas, as
 * a load balancer sends them.
 */
final class RotationTraffic implements AutoCloseable {

    private static final Duration PAUSE = Duration.ofMillis(100);

    /** Of the credentials that a relying party verifies. */
    private static final Duration LIFE = Duration.ofSeconds(15);

    private final AuthScene scene;
    private final HttpClient http;
    private final RelyingParty relyingParty;
    private final ReadWriteLock switching = new ReentrantReadWriteLock();
    private final AtomicInteger made = new AtomicInteger();
    private final List<String> refused = new CopyOnWriteArrayList<>();
    private final List<Thread> threads = new ArrayList<>();
    private volatile Node server;
    private volatile Secret apiToken;
    private volatile String credential;
    private volatile boolean ended;

    /**
     * Starts nothing.
     *
     * @param keeps how long the relying party keeps documents
     * @param apiToken for introspection
     */
    RotationTraffic(AuthScene scene, HttpClient http, Duration keeps, Secret apiToken) {
        this.scene = scene;
        this.http = http;
        this.server = scene.node();
        this.apiToken = apiToken;
        this.credential = scene.credential();
        this.relyingParty = new RelyingParty(http, () -> server, keeps, scene.clock());
    }

    void start() {
        threads.add(Thread.ofVirtual().name("tokens").start(() -> again(this::tokenAndIntrospection)));
        threads.add(Thread.ofVirtual().name("relying-party").start(() -> again(this::freshCredential)));
    }

    /** Requests go to another replica from now on; those that were sent have been answered. */
    void sendTo(Node other) {
        switching.writeLock().lock();
        try {
            server = other;
        } finally {
            switching.writeLock().unlock();
        }
    }

    void useApiToken(Secret other) {
        apiToken = other;
    }

    /** The client presents another credential from now on. */
    void present(String other) {
        credential = other;
    }

    private void again(Runnable use) {
        while (!ended) {
            switching.readLock().lock();
            try {
                use.run();
                made.incrementAndGet();
            } catch (RuntimeException failure) {
                refused.add(String.valueOf(failure.getMessage()));
            } finally {
                switching.readLock().unlock();
            }
            try {
                Thread.sleep(PAUSE);
            } catch (InterruptedException interrupted) {
                return;
            }
        }
    }

    private void tokenAndIntrospection() {
        AuthScene.Answer answer = scene.ask(server, credential);
        if (answer.status() != 200) {
            throw new StepFailure("a token was refused: " + answer);
        }
        String token = answer.body().path("access_token").asText();
        ApiClient.Answer told = new ApiClient(http, server.internalUrl(ServiceKind.AUTH), apiToken)
                .sendText(
                        "/internal/auth/v2/accesstoken/introspect",
                        "application/x-www-form-urlencoded",
                        "token=" + URLEncoder.encode(token, StandardCharsets.UTF_8));
        if (told.status() != 200 || !told.body().path("active").asBoolean()) {
            throw new StepFailure("introspection of a token that was given answered " + told);
        }
    }

    private void freshCredential() {
        relyingParty.require(scene.issue(server, LIFE));
    }

    /** How much was done since the last call; fails if anything was refused. */
    String requireNothingRefused() {
        if (!refused.isEmpty()) {
            throw new StepFailure(refused.size() + " were refused, the first: " + refused.getFirst());
        }
        int done = made.getAndSet(0);
        if (done == 0) {
            throw new StepFailure("there was no traffic");
        }
        return done + " calls, none refused";
    }

    @Override
    public void close() {
        ended = true;
        for (Thread thread : threads) {
            try {
                thread.join(Duration.ofSeconds(30));
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
