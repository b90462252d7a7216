// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.app;

import io.notenboom.pdp.request.FhirVersion;
import io.notenboom.pdp.transfer.notification.NotificationForm;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** Configuration of the policy decision point. */
@ConfigMapping(prefix = "notenboom.pdp")
public interface PdpConfig {

    /** The customer's FHIR server. */
    Fhir fhir();

    /** Name of the profile that new transfers are made under. */
    @WithDefault("seed/handoff-only")
    String profile();

    /** Where AuthZEN clients reach this service; the internal listener's own address when not set. */
    Optional<String> baseUrl();

    /** Notifications that are sent. */
    Notification notification();

    /** Notifications that are sent. */
    interface Notification {

        /** {@code bolt}: an empty POST to the Task's id; {@code ta-np}: a notification Task, as Twiin has it. */
        @WithDefault("bolt")
        NotificationForm form();

        /** Most attempts, after which it waits for an operator. */
        @WithDefault("16")
        int attempts();

        /** Pause after the first attempt; doubled after each, and lengthened by up to a quarter at random. */
        @WithDefault("2s")
        Duration firstPause();

        /** Most that a pause becomes. */
        @WithDefault("1h")
        Duration longestPause();
    }

    /** Flows. */
    Flows flows();

    /** Flows. */
    interface Flows {

        /** How long a flow is kept after nothing of it is valid any more. */
        @WithDefault("30d")
        Duration retention();

        /** Most flows of the customer. */
        @WithDefault("500000")
        int limit();
    }

    /** The customer's FHIR server. */
    interface Fhir {

        /** Base URL as this service reaches it. */
        @WithDefault("http://127.0.0.1:8080/fhir")
        String baseUrl();

        /** Base URL as receivers reach it; the inner one when not set. */
        Optional<String> publicBaseUrl();

        /** {@code stu3} or {@code r4}. */
        @WithDefault("stu3")
        FhirVersion version();

        /** User name for Basic authentication, if the server asks for it. */
        Optional<String> username();

        /** File with the password. */
        Optional<Path> passwordFile();
    }
}
