// SPDX-License-Identifier: Apache-2.0
/** FHIR search in the directory: parameters, modifiers, includes. */
@NullMarked
package io.notenboom.registry.mcsd.query;

import org.jspecify.annotations.NullMarked;
