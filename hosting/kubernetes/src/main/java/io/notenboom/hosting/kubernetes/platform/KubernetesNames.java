// SPDX-License-Identifier: Apache-2.0
package io.notenboom.hosting.kubernetes.platform;

import java.util.regex.Pattern;

/** Forms of names, networks and images in Kubernetes. */
final class KubernetesNames {

    private static final Pattern LABEL = Pattern.compile("[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?");
    private static final Pattern NAME = Pattern.compile("[a-z0-9](?:[a-z0-9.-]{0,251}[a-z0-9])?");
    private static final Pattern CIDR = Pattern.compile("[0-9a-fA-F.:]{2,45}/[0-9]{1,3}");
    private static final Pattern DIGEST = Pattern.compile("[a-z0-9][a-z0-9._/:-]{0,200}@sha256:[0-9a-f]{64}");

    private KubernetesNames() {}

    /** A label as in DNS (RFC 1123). */
    static void requireLabel(String value) {
        require(LABEL, value, "lower-case letters, digits and hyphens");
    }

    /** A subdomain as in DNS. */
    static void requireName(String value) {
        require(NAME, value, "lower-case letters, digits, hyphens and dots");
    }

    /** A network such as {@code 10.0.0.0/8}. */
    static void requireCidr(String value) {
        require(CIDR, value, "a network such as 10.0.0.0/8");
    }

    /** A reference to an image by its digest, so that nobody can exchange what runs. */
    static void requireDigest(String value) {
        require(
                DIGEST,
                value,
                "an image with its digest, such as registry.example/notenboom/auth@sha256:<64 hex digits>");
    }

    private static void require(Pattern form, String value, String expected) {
        if (!form.matcher(value).matches()) {
            throw new IllegalArgumentException("'" + value + "': give " + expected);
        }
    }
}
