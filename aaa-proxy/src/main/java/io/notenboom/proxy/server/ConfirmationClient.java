// SPDX-License-Identifier: Apache-2.0
package io.notenboom.proxy.server;

import io.notenboom.proxy.server.ProxySettings.Pep;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;

/**
 * Tells the PDP what the FHIR server answered to a permitted Task update, so that the state of the flow changes and the data
 * closes. Tries {@value #AWAITED} times while the client waits; then the client gets its answer, an alarm is logged, and the
 * attempts go on, at last once a minute, until the PDP knows; after a restart of this process too, see {@link UpdateJournal}.
 * The PDP itself alarms when it never hears.
 */
final class ConfirmationClient {

    private static final int AWAITED = 3;
    private static final int ATTEMPTS_BETWEEN_ALARMS = 60;
    private static final int NOT_PASSED_ON = 503;
    private static final long FIRST_PAUSE_MILLISECONDS = 100;
    private static final long LONGEST_PAUSE_MILLISECONDS = 60_000;

    private final Vertx vertx;
    private final HttpClient client;
    private final RequestOptions base;
    private final Pep pep;
    private final ProxyMeters meters;
    private final UpdateJournal journal;

    ConfirmationClient(
            Vertx vertx, HttpClient client, ProxySettings settings, ProxyMeters meters, UpdateJournal journal) {
        Origin pdp = settings.pdp().origin();
        this.vertx = vertx;
        this.client = client;
        this.base = new RequestOptions()
                .setHost(pdp.host())
                .setPort(pdp.port())
                .setSsl(pdp.secure())
                .setMethod(HttpMethod.POST)
                .setTimeout(settings.limits().pdpMilliseconds());
        this.pep = settings.pdp().fhir();
        this.meters = meters;
        this.journal = journal;
    }

    /** Goes on with what an earlier process left. */
    void resume() {
        var unused = vertx.executeBlocking(journal::takeLeft, false)
                .onSuccess(left -> left.forEach((decisionId, status) -> {
                    if (status.isPresent()) {
                        attempt(decisionId, status.getAsInt(), 1, Promise.promise());
                    } else {
                        ProxyLog.alarmUpdateOutcomeUnknown(decisionId, "this proxy ended meanwhile");
                    }
                }))
                .onFailure(failure -> ProxyLog.alarmJournal(String.valueOf(failure.getMessage())));
    }

    /** Writes down that an update is about to be sent to the FHIR server; fails if that cannot be written. */
    Future<Void> permitted(String decisionId) {
        return durably(() -> journal.permitted(decisionId));
    }

    /** Tells the PDP that a permitted update was not passed on. */
    void notPassedOn(String decisionId) {
        attempt(decisionId, NOT_PASSED_ON, 1, Promise.promise());
    }

    /** Confirms; the future completes when the client needs to wait no longer, and never fails. */
    Future<Void> confirm(String decisionId, int status) {
        Promise<Void> awaited = Promise.promise();
        var unused = durably(() -> journal.answered(decisionId, status))
                .onFailure(failure -> ProxyLog.alarmJournal(String.valueOf(failure.getMessage())))
                .onComplete(written -> attempt(decisionId, status, 1, awaited));
        return awaited.future();
    }

    private Future<Void> durably(Runnable change) {
        return vertx.executeBlocking(
                () -> {
                    change.run();
                    return null;
                },
                false);
    }

    private void attempt(String decisionId, int status, int number, Promise<Void> awaited) {
        client.request(new RequestOptions(base).setURI("/pdp/v1/decisions/" + decisionId + "/confirmation"))
                .compose(request -> {
                    request.putHeader("X-PEP-Key", pep.key().reveal());
                    request.putHeader("Content-Type", "application/json");
                    return request.send(Buffer.buffer("{\"status\":" + status + "}"));
                })
                .map(response -> response.statusCode())
                .onSuccess(answer -> answered(answer, decisionId, status, number, awaited))
                .onFailure(failure -> again(failure.getClass().getSimpleName(), decisionId, status, number, awaited));
    }

    private void answered(int answer, String decisionId, int status, int number, Promise<Void> awaited) {
        if (answer >= 200 && answer < 300) {
            meters.confirmed();
            settled(decisionId, awaited);
        } else if (answer >= 400 && answer < 500 && answer != 408 && answer != 429) {
            meters.notConfirmed();
            ProxyLog.alarmConfirmationRefused(decisionId, status, answer);
            settled(decisionId, awaited);
        } else {
            again("status " + answer, decisionId, status, number, awaited);
        }
    }

    private void settled(String decisionId, Promise<Void> awaited) {
        var unused = durably(() -> journal.settled(decisionId))
                .onFailure(failure -> ProxyLog.alarmJournal(String.valueOf(failure.getMessage())))
                .onComplete(written -> awaited.tryComplete());
    }

    private void again(String why, String decisionId, int status, int number, Promise<Void> awaited) {
        if (number == AWAITED || number % ATTEMPTS_BETWEEN_ALARMS == 0) {
            ProxyLog.alarmConfirmationLate(decisionId, status, why);
            awaited.tryComplete();
        }
        long pause = Math.min(FIRST_PAUSE_MILLISECONDS << Math.min(number, 10), LONGEST_PAUSE_MILLISECONDS);
        vertx.setTimer(pause, timer -> attempt(decisionId, status, number + 1, awaited));
    }
}
