// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.certificate;

import io.notenboom.trust.x509.Pem;
import java.security.cert.X509Certificate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The certificates that events bring as PEM text. Nothing but the text decides what is found in it, so the {@value #MAX_TEXTS}
 * texts used last are read once for all steps through which an event goes. Safe for many threads.
 */
public final class EventCertificates {

    private static final int MAX_TEXTS = 512;

    private static final Map<String, List<X509Certificate>> READ = new LinkedHashMap<>(2 * MAX_TEXTS, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, List<X509Certificate>> eldest) {
            return size() > MAX_TEXTS;
        }
    };

    private EventCertificates() {}

    /**
     * As {@link Pem#readCertificates}.
     *
     * @throws io.notenboom.trust.x509.UnfitCertificateInputException if the text holds anything but certificates
     */
    public static List<X509Certificate> read(String pem) {
        synchronized (READ) {
            List<X509Certificate> known = READ.get(pem);
            if (known != null) {
                return known;
            }
        }
        List<X509Certificate> read = Pem.readCertificates(pem);
        synchronized (READ) {
            READ.put(pem, read);
        }
        return read;
    }

    /**
     * The first certificate of a text that may hold more.
     *
     * @throws io.notenboom.trust.x509.UnfitCertificateInputException if the text holds anything but certificates
     */
    public static X509Certificate readFirst(String pem) {
        return read(pem).getFirst();
    }
}
