// SPDX-License-Identifier: Apache-2.0
/** What the AAA-proxy bears, shown with a process of its own between a decision point and a FHIR server that misbehave. */
@NullMarked
package io.notenboom.e2e.drill.proxy;

import org.jspecify.annotations.NullMarked;
