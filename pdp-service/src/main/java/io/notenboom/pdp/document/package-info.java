// SPDX-License-Identifier: Apache-2.0
/** FHIR resources as strangers send them, read strictly from JSON and XML to one form. */
@NullMarked
package io.notenboom.pdp.document;

import org.jspecify.annotations.NullMarked;
