// SPDX-License-Identifier: Apache-2.0
/** The certificates that events carry: their text, their subjects, their profiles and their way to the Foundation. */
@NullMarked
package io.notenboom.registry.certificate;

import org.jspecify.annotations.NullMarked;
