// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.certificate;

import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import javax.naming.NamingEnumeration;
import javax.naming.NamingException;
import javax.naming.directory.Attribute;
import javax.naming.ldap.LdapName;
import javax.naming.ldap.Rdn;
import javax.security.auth.x500.X500Principal;

/** The attributes of a subject. An attribute that occurs twice counts as absent: nobody can say which one is meant. */
public final class CertificateSubject {

    private static final Map<String, String> NAMES = Map.of("2.5.4.5", "SERIALNUMBER", "2.5.4.7", "L", "2.5.4.8", "ST");

    private final Map<String, List<String>> attributes = new TreeMap<>();

    private CertificateSubject(X500Principal principal) {
        try {
            for (Rdn rdn : new LdapName(principal.getName(X500Principal.RFC2253, NAMES)).getRdns()) {
                NamingEnumeration<? extends Attribute> all = rdn.toAttributes().getAll();
                while (all.hasMore()) {
                    add(all.next());
                }
            }
        } catch (NamingException e) {
            attributes.clear();
        }
    }

    private void add(Attribute attribute) throws NamingException {
        NamingEnumeration<?> values = attribute.getAll();
        while (values.hasMore()) {
            if (values.next() instanceof String text) {
                attributes
                        .computeIfAbsent(attribute.getID().toUpperCase(Locale.ROOT), id -> new ArrayList<>())
                        .add(text);
            }
        }
    }

    /** Reads the subject of a certificate. */
    public static CertificateSubject of(X509Certificate certificate) {
        return new CertificateSubject(certificate.getSubjectX500Principal());
    }

    /** Reads a name. */
    public static CertificateSubject of(X500Principal principal) {
        return new CertificateSubject(principal);
    }

    private Optional<String> only(String name) {
        List<String> values = attributes.getOrDefault(name, List.of());
        return values.size() == 1 ? Optional.of(values.getFirst()).filter(value -> !value.isBlank()) : Optional.empty();
    }

    /** CN. */
    public Optional<String> commonName() {
        return only("CN");
    }

    /** O. */
    public Optional<String> organisation() {
        return only("O");
    }

    /** L. */
    public Optional<String> locality() {
        return only("L");
    }

    /** ST. */
    public Optional<String> stateOrProvince() {
        return only("ST");
    }

    /** C. */
    public Optional<String> country() {
        return only("C");
    }

    /** serialNumber. */
    public Optional<String> serialNumber() {
        return only("SERIALNUMBER");
    }
}
