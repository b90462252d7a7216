// SPDX-License-Identifier: Apache-2.0
package io.notenboom.hosting.kubernetes;

import io.notenboom.hosting.customer.CustomerSpec;
import io.notenboom.hosting.customer.document.CustomerDocument;
import io.notenboom.hosting.kubernetes.platform.PlatformConfig;
import io.notenboom.hosting.kubernetes.platform.PlatformFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/** The customers and the platform of the golden folders. */
public final class Customers {

    private Customers() {}

    /** Folder of golden files. */
    public static Path golden() {
        try {
            return Path.of(Objects.requireNonNull(Customers.class.getResource("/golden/platform.yaml"))
                            .toURI())
                    .getParent();
        } catch (URISyntaxException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** The platform. */
    public static PlatformConfig platform() {
        return PlatformFile.parse(text(golden().resolve("platform.yaml")));
    }

    /** Text of a customer's specification. */
    public static String document(String name) {
        return text(golden().resolve(name).resolve("customer.yaml"));
    }

    /** A small customer. */
    public static CustomerSpec small() {
        return CustomerDocument.read(document("small"));
    }

    /** A standard customer with everything. */
    public static CustomerSpec standard() {
        return CustomerDocument.read(document("standard"));
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
