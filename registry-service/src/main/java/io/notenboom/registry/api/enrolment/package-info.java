// SPDX-License-Identifier: Apache-2.0
/** Enrolment over HTTP: the Foundation's side and this node's own. */
@NullMarked
package io.notenboom.registry.api.enrolment;

import org.jspecify.annotations.NullMarked;
