// SPDX-License-Identifier: Apache-2.0
package io.notenboom.proxy.server;

import org.jboss.logging.Logger;

/**
 * The lines that the proxy logs: no token, no query, no body. Alarms have a category of their own, {@value #ALARM}, so that they
 * can be sent where people look.
 */
final class ProxyLog {

    private static final String ALARM = "io.notenboom.proxy.alarm";
    private static final Logger ACCESS = Logger.getLogger("io.notenboom.proxy.access");
    private static final Logger ALARMS = Logger.getLogger(ALARM);
    private static final Logger LOG = Logger.getLogger(ProxyLog.class);

    private ProxyLog() {}

    static void access(String requestId, String method, String path, int status, String decisionId, long milliseconds) {
        ACCESS.infof(
                "request=%s method=%s path=%s status=%d decision=%s ms=%d",
                requestId, method, path, status, decisionId, milliseconds);
    }

    static void noDecision(String requestId, String why) {
        LOG.warnf("request=%s refused, because the PDP gave no decision: %s", requestId, why);
    }

    static void backendFailed(String requestId, String why) {
        LOG.warnf("request=%s the FHIR server failed: %s", requestId, why);
    }

    static void alarmBackendCredentials(String requestId) {
        ALARMS.errorf("request=%s the FHIR server does not accept this proxy's credentials", requestId);
    }

    static void alarmUpdateOutcomeUnknown(String decisionId, String why) {
        ALARMS.errorf(
                "decision=%s permitted a Task update, but whether it was made is not known: %s; compare the Task with the flow",
                decisionId, why);
    }

    static void alarmConfirmationLate(String decisionId, int status, String why) {
        ALARMS.errorf(
                "decision=%s the PDP could not be told that the FHIR server answered %d: %s; trying on",
                decisionId, status, why);
    }

    static void alarmConfirmationRefused(String decisionId, int status, int answer) {
        ALARMS.errorf(
                "decision=%s the PDP answered %d when told that the FHIR server answered %d",
                decisionId, answer, status);
    }

    static void alarmJournal(String why) {
        ALARMS.errorf("the journal of Task updates cannot be used: %s", why);
    }
}
