// SPDX-License-Identifier: Apache-2.0
package io.notenboom.hosting.customer.document;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.notenboom.hosting.customer.BackupPolicy;
import io.notenboom.hosting.customer.CustomerSpec;
import io.notenboom.hosting.customer.FhirUpstream;
import io.notenboom.hosting.customer.KeyCustody;

/** Writes one specification. */
final class SpecWriter {

    private SpecWriter() {}

    static ObjectNode write(CustomerSpec spec) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("id", spec.id().value());
        json.put("publicHost", spec.publicHost().value());
        json.put("peerHost", spec.peerHost().value());
        json.put("network", spec.network().value());
        json.put("plan", spec.plan().wireName());
        json.putObject("resources")
                .put("cpuMillis", spec.resources().cpuMillis())
                .put("memoryMib", spec.resources().memoryMib())
                .put("heapMib", spec.resources().heapMib())
                .put("redisMib", spec.resources().redisMib())
                .put("storageGib", spec.resources().storageGib());
        keys(json.putObject("keys"), spec.keys());
        json.put("redis", spec.redis().wireName());
        json.put("gateway", spec.gateway().wireName());
        json.put("version", spec.version().value());
        json.put("desiredState", spec.desiredState().wireName());
        if (spec.backup() != null) {
            backup(json.putObject("backup"), spec.backup());
        }
        json.putObject("limits")
                .put("requestsPerSecond", spec.limits().requestsPerSecond())
                .put("peerRequestsPerSecond", spec.limits().peerRequestsPerSecond())
                .put("connections", spec.limits().connections())
                .put("bodyKib", spec.limits().bodyKib());
        if (spec.fhir() != null) {
            fhir(json.putObject("fhir"), spec.fhir());
        }
        return json;
    }

    private static void keys(ObjectNode json, KeyCustody keys) {
        switch (keys) {
            case KeyCustody.SealedFile unused -> json.put("custody", "sealed-file");
            case KeyCustody.Transit transit -> {
                json.put("custody", "transit").put("address", transit.address().toString());
                if (transit.namespace() != null) {
                    json.put("namespace", transit.namespace());
                }
                json.put("login", transit.login().wireName());
            }
        }
    }

    private static void backup(ObjectNode json, BackupPolicy backup) {
        json.put("target", backup.target().toString())
                .put("everyMinutes", backup.everyMinutes())
                .put("retentionDays", backup.retentionDays())
                .put("drillEveryDays", backup.drillEveryDays());
        backup.recipients().forEach(json.putArray("recipients")::add);
    }

    private static void fhir(ObjectNode json, FhirUpstream fhir) {
        json.put("baseUrl", fhir.baseUrl().toString())
                .put("version", fhir.version().wireName());
        if (fhir.username() != null) {
            json.put("username", fhir.username());
        }
        if (fhir.passwordSecret() != null) {
            json.put("passwordSecret", fhir.passwordSecret());
        }
    }
}
