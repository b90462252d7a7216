// SPDX-License-Identifier: Apache-2.0
package io.notenboom.kit.redis.confinement;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisConnection;
import io.vertx.redis.client.RedisOptions;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Talks with one server, and tries there what must not be permitted. Every call blocks, for seconds at most. */
final class ServerTrial {

    private static final long PATIENCE_SECONDS = 3;
    private static final String QUEUED = "QUEUED";

    private final Vertx vertx;
    private final RedisOptions services;
    private final String endpoint;

    /**
     * For one server.
     *
     * @param services settings with which the services reach Redis
     * @param endpoint the server, with credentials
     */
    ServerTrial(Vertx vertx, RedisOptions services, String endpoint) {
        this.vertx = vertx;
        this.services = services;
        this.endpoint = endpoint;
    }

    /** The server cannot be used now, for a reason without passwords. */
    static final class NoAnswer extends Exception {
        private static final long serialVersionUID = 1L;

        NoAnswer(String why) {
            super(why);
        }
    }

    /** The server answered with an error. */
    static final class Refused extends Exception {
        private static final long serialVersionUID = 1L;

        Refused(String why) {
            super(why);
        }
    }

    /** Something that is done with a connection. */
    private interface Work<T> {
        T with(RedisConnection connection) throws NoAnswer, Refused;
    }

    /** Asks something that is permitted. */
    Response ask(String... words) throws NoAnswer {
        try {
            return connected(RedisAddresses.only(services, endpoint), connection -> send(connection, List.of(words)));
        } catch (Refused refused) {
            throw new NoAnswer(String.valueOf(refused.getMessage()));
        }
    }

    /** Tries commands in a transaction that is never carried out. */
    List<String> queue(List<Trial> trials) throws NoAnswer {
        return tried(connection -> {
            Response unusedBegun = send(connection, List.of("MULTI"));
            List<String> ways = new ArrayList<>();
            for (Trial trial : trials) {
                if (isPermitted(connection, trial, QUEUED)) {
                    ways.add(trial.told());
                }
            }
            Response unusedEnded = send(connection, List.of("DISCARD"));
            return ways;
        });
    }

    /** Carries out commands. */
    List<String> carryOut(List<Trial> trials) throws NoAnswer {
        return tried(connection -> {
            List<String> ways = new ArrayList<>();
            for (Trial trial : trials) {
                if (isPermitted(connection, trial, "")) {
                    ways.add(trial.told());
                }
            }
            return ways;
        });
    }

    /** Whether somebody without a password gets in. */
    boolean admitsNobody() {
        try {
            return connected(RedisAddresses.nobody(services, endpoint), connection -> "PONG"
                    .equals(String.valueOf(send(connection, List.of("PING")))));
        } catch (NoAnswer | Refused notAdmitted) {
            return false;
        }
    }

    private List<String> tried(Work<List<String>> work) throws NoAnswer {
        try {
            return connected(RedisAddresses.only(services, endpoint), work);
        } catch (Refused refused) {
            throw new NoAnswer(String.valueOf(refused.getMessage()));
        }
    }

    private static boolean isPermitted(RedisConnection connection, Trial trial, String answer) throws NoAnswer {
        try {
            Response response = send(connection, trial.words());
            return answer.isEmpty() || answer.equals(String.valueOf(response));
        } catch (Refused notPermitted) {
            return false;
        }
    }

    private <T> T connected(RedisOptions options, Work<T> work) throws NoAnswer, Refused {
        Redis client = Redis.createClient(vertx, options);
        try {
            return work.with(await(client.connect()));
        } finally {
            client.close();
        }
    }

    private static Response send(RedisConnection connection, List<String> words) throws NoAnswer, Refused {
        Request request = Request.cmd(Command.create(words.getFirst()));
        for (String argument : words.subList(1, words.size())) {
            request = request.arg(argument);
        }
        return await(connection.send(request));
    }

    private static <T> T await(Future<T> answer) throws NoAnswer, Refused {
        try {
            return answer.toCompletionStage().toCompletableFuture().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException none) {
            throw new NoAnswer("it does not answer");
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new NoAnswer("interrupted");
        } catch (ExecutionException failure) {
            Throwable cause = failure.getCause();
            if (cause instanceof Response error) {
                throw new Refused(String.valueOf(error));
            }
            throw new NoAnswer(
                    cause == null ? "it does not answer" : cause.getClass().getSimpleName());
        }
    }
}
