// SPDX-License-Identifier: Apache-2.0
package io.notenboom.trust.did;

import java.net.InetAddress;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ASN1String;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.OtherName;

/** The names that an end certificate holds, as policies of did:x509 ask for them. */
final class CertificateNames {

    /** The name in which UZI server certificates hold the URA of a care organisation. */
    private static final ASN1ObjectIdentifier OTHER_NAME = new ASN1ObjectIdentifier("2.5.5.5");

    private static final Map<String, ASN1ObjectIdentifier> ATTRIBUTES = Map.of(
            "serialNumber", BCStyle.SERIALNUMBER,
            "CN", BCStyle.CN,
            "L", BCStyle.L,
            "C", BCStyle.C,
            "O", BCStyle.O,
            "OU", BCStyle.OU,
            "ST", BCStyle.ST,
            "STREET", BCStyle.STREET);

    /** Attributes that say who it is; of two of them nobody could tell which one is meant. */
    private static final Set<String> SINGLE = Set.of("serialNumber", "CN");

    private final X500Name subject;
    private final List<GeneralName> alternatives;

    private CertificateNames(X500Name subject, List<GeneralName> alternatives) {
        this.subject = subject;
        this.alternatives = alternatives;
    }

    /** The names of a certificate; alternative names that are malformed count as none. */
    static CertificateNames of(X509Certificate certificate) {
        X500Name subject =
                X500Name.getInstance(certificate.getSubjectX500Principal().getEncoded());
        byte[] extension = certificate.getExtensionValue(Extension.subjectAlternativeName.getId());
        if (extension == null) {
            return new CertificateNames(subject, List.of());
        }
        try {
            GeneralNames names = GeneralNames.getInstance(
                    ASN1OctetString.getInstance(extension).getOctets());
            return new CertificateNames(subject, List.of(names.getNames()));
        } catch (IllegalArgumentException malformed) {
            return new CertificateNames(subject, List.of());
        }
    }

    /** Whether all values of a policy are among the names. */
    boolean fulfil(DidX509.Policy policy) {
        return policy.values().entrySet().stream()
                .allMatch(entry -> policy.name().equals(DidX509.SUBJECT)
                        ? hasAttribute(entry.getKey(), entry.getValue())
                        : hasAlternative(entry.getKey(), entry.getValue()));
    }

    private boolean hasAttribute(String key, String value) {
        List<String> values = new ArrayList<>();
        Arrays.stream(subject.getRDNs(Objects.requireNonNull(ATTRIBUTES.get(key))))
                .flatMap(name -> Arrays.stream(name.getTypesAndValues()))
                .filter(attribute -> attribute.getType().equals(ATTRIBUTES.get(key)))
                .flatMap(attribute -> text(attribute.getValue()))
                .forEach(values::add);
        return values.contains(value) && !(SINGLE.contains(key) && values.size() > 1);
    }

    private boolean hasAlternative(String key, String value) {
        return switch (key) {
            case "dns" -> texts(GeneralName.dNSName).anyMatch(value::equals);
            case "email" -> texts(GeneralName.rfc822Name).anyMatch(value::equals);
            case "ip" -> hasAddress(value);
            default -> hasOtherName(value);
        };
    }

    private boolean hasOtherName(String value) {
        return of(GeneralName.otherName)
                .map(OtherName::getInstance)
                .filter(name -> name.getTypeID().equals(OTHER_NAME))
                .flatMap(name -> text(name.getValue()))
                .anyMatch(value::equals);
    }

    private boolean hasAddress(String value) {
        byte[] address;
        try {
            address = InetAddress.ofLiteral(value).getAddress();
        } catch (IllegalArgumentException noAddress) {
            return false;
        }
        return of(GeneralName.iPAddress)
                .map(ASN1OctetString::getInstance)
                .anyMatch(octets -> Arrays.equals(octets.getOctets(), address));
    }

    private Stream<String> texts(int tag) {
        return of(tag).flatMap(CertificateNames::text);
    }

    private Stream<ASN1Encodable> of(int tag) {
        return alternatives.stream().filter(name -> name.getTagNo() == tag).map(GeneralName::getName);
    }

    private static Stream<String> text(ASN1Encodable value) {
        return value.toASN1Primitive() instanceof ASN1String string ? Stream.of(string.getString()) : Stream.empty();
    }
}
