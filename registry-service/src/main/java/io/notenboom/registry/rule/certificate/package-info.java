// SPDX-License-Identifier: Apache-2.0
/** The validation questions about the certificates that events carry or are signed with. */
@NullMarked
package io.notenboom.registry.rule.certificate;

import org.jspecify.annotations.NullMarked;
