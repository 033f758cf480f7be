// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/descriptor_stream.h"

#include <utility>

#include "core/base/descriptor_write.h"

namespace warbler::cli {

namespace {
constexpr std::size_t kBuffer = std::size_t(64) << 10;
}

DescriptorBuffer::DescriptorBuffer(int descriptor, std::string name)
    : m_descriptor(descriptor), m_name(std::move(name)), m_buffer(kBuffer) {
    setp(m_buffer.data(), m_buffer.data() + m_buffer.size());
}

DescriptorBuffer::~DescriptorBuffer() = default;

DescriptorBuffer::int_type DescriptorBuffer::overflow(int_type character) {
    sync();
    if (!traits_type::eq_int_type(character, traits_type::eof())) {
        *pptr() = traits_type::to_char_type(character);
        pbump(1);
    }
    return traits_type::not_eof(character);
}

int DescriptorBuffer::sync() {
    const std::string_view bytes(pbase(), static_cast<std::size_t>(pptr() - pbase()));
    setp(m_buffer.data(), m_buffer.data() + m_buffer.size());  // first: what cannot be written is not tried again
    writeWhole(m_descriptor, bytes, m_name);
    return 0;
}

}  // namespace warbler::cli
